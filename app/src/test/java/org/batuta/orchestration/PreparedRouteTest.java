package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.provider.Administrator;
import org.batuta.provider.As;
import org.batuta.provider.Hold;
import org.batuta.provider.Policy;
import org.batuta.provider.Trouble;
import org.batuta.servers.Park;
import org.batuta.servers.WithServers;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** A server at work is to take one more type of service, and what comes between. */
@BatutaTest
@WithServers
class PreparedRouteTest {

    @Autowired
    private BeanFactory application;

    @Autowired
    private Servers servers;

    @Autowired
    private Routes routes;

    @Autowired
    private Operations operations;

    @Autowired
    private Trials trials;

    private Administrator administrator;
    private Spare spare;
    private UUID server;

    @BeforeEach
    void aServerAtWork() {
        administrator = new Administrator(application);
        spare = new Spare(application);
        server = spare.enrolled();
    }

    @Test
    void whatNeedsNoPreparationIsRoutedAtOnce() {
        Route route = add("trials");

        await("the route").until(() -> isReady(route));
        assertThat(operations.ofRequest(server)).isEmpty();
        remove(route);
    }

    @Test
    void aPrimaryComesBeforeASecondaryThatWasThereFirst() {
        UUID other = trials.server(Park.ofTests().server("s1"));
        Route secondary = add("trials", server, Role.SECONDARY);
        Route primary = add("trials", other, Role.PRIMARY);
        try {
            await("both").until(() -> isReady(secondary) && isReady(primary));
            assertThat(routes.targets("trials", Map.of()))
                    .extracting(Route::id)
                    .containsSubsequence(primary.id(), secondary.id());
        } finally {
            remove(secondary);
            remove(primary);
        }
    }

    @Test
    void f05IsPlannedAgainWithThePresentValues() {
        try (Trouble broken = Trouble.instead(spare.machine(), "prepare", "exit 3")) {
            Route route = add("stubborn");
            Task task = administrator.isAsked(server, "repairOperation");
            assertThat(isReady(route)).isFalse();
            broken.mend();

            administrator.chooses(task, "revised");

            await("the route").until(() -> isReady(route));
            remove(route);
        }
        assertThat(operations.ofRequest(server))
                .extracting(Operation::state)
                .containsExactly(OperationState.SUPERSEDED, OperationState.DONE);
    }

    @Test
    void isDroppedWhenTheServerCannotBePrepared() {
        try (Trouble broken = Trouble.instead(spare.machine(), "prepare", "exit 3")) {
            Route route = add("stubborn");

            administrator.chooses(administrator.isAsked(server, "repairOperation"), "abort");

            await("the end of the route").until(() -> routes.of(server).isEmpty());
            assertThat(route.isReady()).isFalse();
        }
    }

    @Test
    void isDroppedWhenThePolicySaysSo() {
        try (Policy policy = new Policy(application);
                Trouble broken = Trouble.instead(spare.machine(), "prepare", "exit " + Policy.FATAL)) {
            add("stubborn");

            await("the end of the route").until(() -> routes.of(server).isEmpty());
        }
        assertThat(administrator.walked(server)).doesNotContain("repairOperation");
    }

    /** Somebody stands between, or somebody else has the address now: what waits for the server is not forgotten. */
    @Test
    void aServerWhoseNewKeyIsNotItsOwnIsOursNoLongerAndWhatWaitsForItGoesToAPerson() {
        try (Hold before = new Hold(application, "check-host-key", "readHostKeys")) {
            spare.changesItsKeys();
            add("stubborn");
            spare.becomes(server, ServerState.BLOCKED);
            before.awaits(server);
            spare.machine().cutLink();
        }
        administrator.awaitsTime(server, "wait_readHostKeys");
        spare.machine().restoreLink();
        administrator.letTimePass(server, "wait_readHostKeys");
        Task compare = administrator.isAsked(server, "checkHostKey");
        assertThat(operations.ofRequest(server)).extracting(Operation::state).containsExactly(OperationState.PENDING);

        administrator.completes(compare, Map.of("keysAccepted", false));

        spare.becomes(server, ServerState.RETIRED);
        Task task = administrator.isAsked(server, "repairOperation");
        assertThat(operations.ofRequest(server)).extracting(Operation::symptom).containsExactly("retired");
        administrator.chooses(task, "abort");
        await("the end of the route").until(() -> routes.of(server).isEmpty());
        assertThat(As.administrator().get(() -> servers.keys(server)))
                .filteredOn(key -> key.state() == HostKey.State.REJECTED)
                .as("what was shown last")
                .isNotEmpty();
    }

    /** Behind all others, so that nobody's service comes here. */
    private Route add(String type) {
        return add(type, server, Role.SECONDARY);
    }

    private Route add(String type, UUID to, Role role) {
        return As.administrator().get(() -> routes.add(type, to, role, null));
    }

    private void remove(Route route) {
        As.administrator().run(() -> routes.remove(route.id()));
    }

    private boolean isReady(Route route) {
        return routes.of(route.server().id()).stream()
                .anyMatch(each -> each.id().equals(route.id()) && each.isReady());
    }
}
