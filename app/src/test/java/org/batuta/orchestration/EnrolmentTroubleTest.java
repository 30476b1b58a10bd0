package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.provider.Administrator;
import org.batuta.provider.As;
import org.batuta.provider.Policy;
import org.batuta.provider.Trouble;
import org.batuta.servers.WithServers;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** What can come between while a machine becomes a server of ours. */
@BatutaTest
@WithServers
class EnrolmentTroubleTest {

    @Autowired
    private BeanFactory application;

    @Autowired
    private Servers servers;

    @Autowired
    private Routes routes;

    @Autowired
    private Operations operations;

    private Administrator administrator;
    private Spare spare;

    @BeforeEach
    void aSpareMachine() {
        administrator = new Administrator(application);
        spare = new Spare(application);
    }

    @Test
    void aMachineWithOtherKeysIsNotOurs() {
        UUID server = spare.named();

        administrator.completes(administrator.isAsked(server, "confirmHostKeys"), Map.of("keysAccepted", false));

        spare.becomes(server, ServerState.RETIRED);
        assertThat(As.administrator().get(() -> servers.keys(server)))
                .isNotEmpty()
                .allMatch(key -> key.state() == HostKey.State.REJECTED);
        assertThat(administrator.walked(server)).doesNotContain("installRunner");
    }

    @Test
    void aPreparationIsPlannedAgainWithThePresentValuesAndScripts() {
        UUID server = aServerToPrepare();
        try (Trouble broken = Trouble.instead(spare.machine(), "prepare", "exit 3")) {
            spare.confirm(server);
            Task task = administrator.isAsked(server, "repairOperation");
            broken.mend();

            administrator.chooses(task, "revised");

            spare.becomes(server, ServerState.ACTIVE);
        }
        assertThat(prepared(server)).containsExactly("SUPERSEDED 1", "DONE 1");
        assertThat(administrator.walked(server))
                .filteredOn("installRunner"::equals)
                .as("scripts of a newer release are brought first")
                .hasSize(2);
        routes.of(server).forEach(route -> As.administrator().run(() -> routes.remove(route.id())));
    }

    @Test
    void aMachineThatCannotBePreparedIsNotOursWhenAPersonSaysSo() {
        UUID server = aServerToPrepare();
        try (Trouble broken = Trouble.instead(spare.machine(), "prepare", "exit 3")) {
            spare.confirm(server);

            administrator.chooses(administrator.isAsked(server, "repairOperation"), "abort");

            spare.becomes(server, ServerState.RETIRED);
        }
        assertThat(prepared(server)).containsExactly("REFUSED 1");
    }

    @Test
    void aMachineThatThePolicyGivesUpIsNotOurs() {
        UUID server = aServerToPrepare();
        try (Policy policy = new Policy(application);
                Trouble broken = Trouble.instead(spare.machine(), "prepare", "exit " + Policy.FATAL)) {
            spare.confirm(server);

            spare.becomes(server, ServerState.RETIRED);
        }
        assertThat(administrator.walked(server)).doesNotContain("repairOperation");
    }

    /** Behind all others, so that nobody's service comes here. */
    private UUID aServerToPrepare() {
        UUID server = spare.named();
        As.administrator().run(() -> routes.add("stubborn", server, Role.SECONDARY, null));
        return server;
    }

    private List<String> prepared(UUID server) {
        return operations.ofRequest(server).stream()
                .map(operation -> operation.state() + " " + operation.attempts())
                .toList();
    }
}
