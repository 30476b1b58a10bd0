package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.UUID;
import org.batuta.Visitor;
import org.batuta.accounts.Person;
import org.batuta.accounts.StaffRole;
import org.batuta.audit.Audit;
import org.batuta.audit.AuditEntry;
import org.batuta.kernel.Refusal;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.OperationState;
import org.batuta.orchestration.StepState;
import org.batuta.provider.Resolver;
import org.batuta.provider.Trouble;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a service that exists no more has left on a server is taken from there later, from what is kept of it (K26). */
class LeftBehindTest extends StoryTest {

    @Autowired
    private JdbcClient sql;

    @Autowired
    private Audit audit;

    private final String name = aName();
    private Person operator;
    private Visitor desk;
    private UUID removal;
    private Operation failed;

    @BeforeEach
    void theFirstServerKeptWhatWasRemoved() {
        operator = cast.aMemberOfStaff(StaffRole.OPERATOR);
        desk = at(operator);
        UUID request = customer.asksForDomain(name);
        assertEnds(request, Request.State.DONE);
        removal = customer.removes(customer.serviceOf(request).id());
        customer.awaits(removal, "window");
        try (Trouble zones = Trouble.unwritable(provider.first(), "/etc/bind/batuta")) {
            administrator.letTimePass(removal, "windowPassed");
            administrator.chooses(administrator.isAsked(removal, "repairOperation"), "skip");
            assertEnds(removal, Request.State.NOT_UNDONE);
            zones.mend();
        }
        failed = operations.ofRequest(removal).stream()
                .filter(operation -> operation.state() == OperationState.REFUSED)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void k26IsTakenFromTheRecordedServerAndTheNameIsHeldUntilThen() {
        assertThat(desk.get("/desk/operations?request=" + removal).body()).doesNotContain("value=\"" + failed.id());
        tried();
        assertThat(desk.get("/desk/operations").body()).contains("its service exists");
        theServiceIsGone();
        assertThat(desk.get("/desk/operations?request=" + removal).body()).contains("value=\"" + failed.id());
        assertThat(isThere()).isTrue();

        Task task;
        try (Trouble zones = Trouble.unwritable(provider.first(), "/etc/bind/batuta")) {
            tried();
            assertThat(desk.get("/desk/operations").body()).contains("One is tried again now");
            task = administrator.isAsked(removal, "repairOperation");
            assertThat(catchThrowableOfType(Refusal.class, () -> customer.asksForDomain(name)))
                    .hasMessageContaining("being-cleared");
            tried();
            assertThat(desk.get("/desk/operations").body()).contains("nobody waits for it any more");
            zones.mend();
        }
        administrator.chooses(task, "retry");

        await("the end").until(() -> again().state() == OperationState.DONE);
        assertThat(isThere()).isFalse();
        assertThat(again().serverId()).isEqualTo(provider.firstId());
        assertThat(again().parameters()).isEqualTo(failed.parameters());
        assertThat(again().snapshot()).isEqualTo(failed.snapshot());
        assertThat(audit.of("operation", failed.id()))
                .extracting(AuditEntry::login)
                .containsExactly(operator.login());
        assertEnds(customer.asksForDomain(name), Request.State.DONE);
    }

    @Test
    void isLeftAloneWhenItsNameBelongsToAnotherServiceAndFreesTheNameWhenItIsGivenUp() {
        theServiceIsGone();
        try (Trouble zones = Trouble.unwritable(provider.first(), "/etc/bind/batuta")) {
            tried();
            administrator.chooses(administrator.isAsked(removal, "repairOperation"), "giveUp");
            await("the end").until(() -> evidences.of(again().stepId()).step().state() == StepState.SUPERSEDED);
            zones.mend();
        }
        assertThat(desk.get("/desk/operations?request=" + removal).body()).contains("value=\"" + again().id());
        assertEnds(customer.asksForDomain(name), Request.State.DONE);
        failed = again();
        tried();
        assertThat(desk.get("/desk/operations").body()).contains("belongs to another service by now");
        assertThat(provider.servers()).allMatch(server -> Resolver.serves(server, name));
    }

    private void tried() {
        assertThat(desk.post("/desk/operations", Map.of("operation", failed.id().toString()))
                        .statusCode())
                .isEqualTo(302);
    }

    /** As a release could leave it that forgot a server, or a database that was put back. */
    private void theServiceIsGone() {
        sql.sql("update service set state = 'REMOVED' where id = ?")
                .param(failed.serviceId())
                .update();
    }

    private boolean isThere() {
        return provider.first()
                        .exec("test", "-e", "/etc/bind/batuta/zones/" + name)
                        .exit()
                == 0;
    }

    private Operation again() {
        return operations.ofRequest(removal).stream()
                .filter(operation -> failed.id().equals(operation.retries()))
                .findFirst()
                .orElseThrow();
    }
}
