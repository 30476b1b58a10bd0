package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.batuta.Visitor;
import org.batuta.accounts.Person;
import org.batuta.accounts.StaffRole;
import org.batuta.orchestration.Incidents;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.OperationState;
import org.batuta.orchestration.Trigger;
import org.batuta.provider.Letters;
import org.batuta.provider.Tasklist;
import org.batuta.provider.Trouble;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What waits is tried at once when somebody has mended the cause: one operation on its page, or all equal failures. */
class TriedAtOnceTest extends StoryTest {

    private static final Map<String, String> RETRY = Map.of("choice", "retry");

    private Person operator;
    private Visitor desk;

    @BeforeEach
    void anOperatorAtTheDesk() {
        operator = cast.aMemberOfStaff(StaffRole.OPERATOR);
        desk = at(operator);
    }

    @AfterEach
    void theCableIsBack() {
        provider.second().restoreLink();
    }

    @Test
    void t09TheNextTryNeedNotBeWaitedForAndManagersOnlyLook() {
        provider.second().cutLink();
        UUID domain = customer.asksForDomain(aName());
        customer.awaits(domain, "retry");
        administrator.postpones(domain, "retryTime");
        provider.second().restoreLink();
        Operation waiting = last(domain);
        String page = "/desk/operations/" + waiting.id();
        assertThat(desk.get(page).body())
                .contains("Try it now", "Tried again by itself:", waiting.askedBy())
                .doesNotContain("cockpit");
        Visitor manager = at(cast.aMemberOfStaff(StaffRole.MANAGER));
        assertThat(manager.get(page).body())
                .contains("Unreachable", "Tried again by itself:", "/camunda/app/cockpit/default/#/process-instance/")
                .doesNotContain("Try it now");
        assertThat(manager.post(page + "/retry", Map.of()).statusCode()).isEqualTo(403);

        assertThat(desk.post(page + "/retry", Map.of()).statusCode()).isEqualTo(302);

        assertEnds(domain, Request.State.DONE);
        assertThat(administrator.walked(domain)).contains("retryNow").doesNotContain("repairOperation");
        assertThat(customer.awaits(domain, "repair-chosen").args())
                .containsEntry("choice", "retry")
                .containsEntry("by", operator.login());
        var second = evidences.of(waiting.stepId()).of(waiting).get(1);
        assertThat(second.trigger()).isEqualTo(Trigger.PERSON);
        assertThat(second.triggeredBy()).isEqualTo(operator.login());
        assertThat(desk.get(page).body()).doesNotContain("Try it now").doesNotContain("Tried again by itself:");
        assertThat(desk.post(page + "/retry", Map.of()).body()).contains("This does not wait any more");
    }

    @Test
    void k23AllThatFailedInTheSameWayIsTriedAgainTogether(@Autowired Incidents incidents) {
        String name = aDomain();
        Letters letters = Letters.toAdministrators();
        List<UUID> mailboxes;
        UUID aborted;
        try (Trouble maps = Trouble.unwritable(provider.first(), "/etc/postfix/batuta")) {
            mailboxes = Stream.of("info", "office", "sales")
                    .map(part -> customer.asksForMailbox(part, name, 10, PASSWORD))
                    .toList();
            mailboxes.forEach(mailbox -> administrator.isAsked(mailbox, "repairOperation"));
            aborted = customer.asksForMailbox("other", name, 10, PASSWORD);
            Task task = administrator.isAsked(aborted, "repairOperation");
            maps.mend();
            administrator.chooses(task, "abort");
            assertEnds(aborted, Request.State.UNDONE);
        }
        UUID incident = incidentOf(last(mailboxes.get(0)));
        assertThat(mailboxes).allMatch(mailbox -> incident.equals(incidentOf(last(mailbox))));
        assertThat(letters.arrived()).hasSize(1);
        String page = "/desk/incidents/" + incident;
        assertThat(desk.get(page).body()).contains("Decide for all 3", "It was done by hand");
        Visitor manager = at(cast.aMemberOfStaff(StaffRole.MANAGER));
        assertThat(manager.get(page).body()).doesNotContain("Decide for all");
        assertThat(manager.post(page, RETRY).statusCode()).isEqualTo(403);

        assertThat(desk.post(page, RETRY).statusCode()).isEqualTo(302);
        assertThat(desk.get(page).body()).contains("3 are decided.", "Decided for 3 of 3.");

        mailboxes.forEach(mailbox -> assertEnds(mailbox, Request.State.DONE));
        assertThat(administrator.walked(mailboxes.get(2))).contains("noteChoice");
        assertThat(done(aborted)).contains("APPLY host1 SUPERSEDED 1");
        await("the end of the incident")
                .until(() -> incidents.unsolved().stream()
                        .noneMatch(open -> open.id().equals(incident)));
        assertThat(letters.subjects()).as("one incident, one letter").hasSize(1);
        desk.post(page, RETRY);
        assertThat(desk.get(page).body()).contains("Nothing was decided.");
    }

    @Test
    void t09WhoMendedTheCauseSaysSoInOneTaskForAllThatFailedInTheSameWay() {
        List<UUID> domains;
        Task task;
        try (Trouble zones = Trouble.unwritable(provider.second(), "/etc/bind/batuta")) {
            domains = Stream.of(aName(), aName(), aName())
                    .map(customer::asksForDomain)
                    .toList();
            domains.forEach(domain -> administrator.isAsked(domain, "repairOperation"));
            task = administrator.isAsked(domains.get(1), "repairOperation");
            String step = last(domains.get(1)).stepId().toString();
            assertThat(desk.get("/desk/evidence/steps/" + step).body()).contains("data-others=\"2\"");
        }

        assertThat(desk.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
        HttpResponse<String> answer = Tasklist.answers(desk, task, Map.of("choice", "retry", "forAll", true));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);

        for (UUID domain : domains) {
            assertEnds(domain, Request.State.DONE);
            assertThat(customer.awaits(domain, "repair-chosen").args())
                    .containsEntry("choice", "retry")
                    .containsEntry("by", operator.login());
        }
        assertThat(administrator.walked(domains.get(0))).contains("noteChoice");
    }

    @Test
    void whatCannotBeSeenFromOutsideIsLookedForAgainTogether() {
        try (Trouble deaf = Trouble.deaf(provider.second())) {
            // one after the other: nobody looks for the second by itself while the first is hurried
            List<UUID> domains = List.of(aDomainNobodySees(), aDomainNobodySees());
            UUID early = customer.asksForDomain(aName());
            customer.awaits(early, "probe-again");
            administrator.postpones(early, "lookTime");
            deaf.mend();

            UUID incident = incidentOf(last(domains.get(0)));
            desk.post("/desk/operations/" + last(domains.get(1)).id() + "/retry", Map.of());
            desk.post("/desk/incidents/" + incident, RETRY);
            desk.post("/desk/operations/" + last(early).id() + "/retry", Map.of());

            domains.forEach(domain -> assertEnds(domain, Request.State.DONE));
            assertEnds(early, Request.State.DONE);
            assertThat(administrator.walked(domains.get(0))).contains("noteChoice");
            assertThat(administrator.walked(domains.get(1))).contains("repairProbe_retryNow");
            assertThat(administrator.walked(early)).contains("lookNow").doesNotContain("repairProbe");
        }
    }

    private UUID aDomainNobodySees() {
        UUID request = customer.asksForDomain(aName());
        looksInVain(request);
        return request;
    }

    private UUID incidentOf(Operation operation) {
        return Objects.requireNonNull(evidences.of(operation.stepId()).step().incidentId());
    }

    /** The operation that the request waits for, or waited for last. */
    private Operation last(UUID request) {
        return operations.ofRequest(request).stream()
                .filter(operation -> operation.attempts() > 0 && operation.state() != OperationState.SUPERSEDED)
                .reduce((one, other) -> other)
                .orElseThrow();
    }
}
