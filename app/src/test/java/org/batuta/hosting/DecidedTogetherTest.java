package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.batuta.Visitor;
import org.batuta.accounts.Person;
import org.batuta.accounts.StaffRole;
import org.batuta.audit.Audit;
import org.batuta.orchestration.GroupDecision;
import org.batuta.orchestration.IncidentLog;
import org.batuta.orchestration.Operation;
import org.batuta.provider.As;
import org.batuta.provider.Customer;
import org.batuta.provider.Tasklist;
import org.batuta.provider.Trouble;
import org.batuta.servers.ServiceScripts;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What one person decides in one task is decided for all that failed in the same way, each by itself (T09, K13). */
class DecidedTogetherTest extends StoryTest {

    private static final String WHY = "the disk was full; it is mended";

    @Autowired
    private IncidentLog incidents;

    @Autowired
    private Audit audit;

    @Autowired
    private TaskService tasks;

    @Autowired
    private DataSource database;

    private Person operator;
    private Visitor tasklist;
    private String name;
    private Trouble maps;
    private List<UUID> mailboxes = List.of();
    private UUID incident = new UUID(0, 0);

    @BeforeEach
    void anOperatorInTasklist() {
        operator = cast.aMemberOfStaff(StaffRole.OPERATOR);
        tasklist = at(operator);
        assertThat(tasklist.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
        name = aDomain();
        maps = Trouble.unwritable(provider.first(), "/etc/postfix/batuta");
    }

    @AfterEach
    void theServerIsWellAndNobodyIsAskedAnyMore() {
        maps.close();
        for (UUID mailbox : mailboxes) {
            if (customer.request(mailbox).state().isOpen()) {
                customer.cancels(mailbox);
                customer.endOf(mailbox);
            }
        }
    }

    @Test
    void t09TriesAllAgainButWhatAColleagueHas() {
        areRefused("info", "office", "sales", "help");
        Person colleague = cast.aMemberOfStaff(StaffRole.OPERATOR);
        UUID taken = mailboxes.get(2);
        tasks.setAssignee(asked(taken).getId(), colleague.login());
        tasks.setAssignee(asked(mailboxes.get(1)).getId(), operator.login());
        maps.mend();

        assertTaken(decides(asked(mailboxes.get(0)), "retry", ""));

        for (UUID mailbox : without(taken)) {
            assertEnds(mailbox, Request.State.DONE);
            assertIsDecided(mailbox, "retry");
        }
        assertThat(customer.request(taken).state()).isEqualTo(Request.State.RUNNING);
        assertThat(customer.kinds(taken)).doesNotContain("repair-chosen");
        assertThat(asked(taken).getAssignee()).isEqualTo(colleague.login());
        assertThat(told()).isEqualTo("retry by " + operator.login() + ": 3 of 4, taken " + colleague.login());
        assertThat(tasklist.get("/desk/incidents/" + incident).body())
                .contains("Decided for 3 of 4.", "One was left alone:", colleague.login() + " has it");

        assertThat(tasklist.get("/desk/evidence/steps/" + stepOf(taken)).body())
                .contains(operator.login() + " decided for all 4 that failed in the same way; it holds for 3 of them");
        tasks.setAssignee(asked(taken).getId(), null);
        administrator.chooses(asked(taken), "retry");
        assertEnds(taken, Request.State.DONE);
    }

    @Test
    void t09ComparesAllThatWereDoneByHand() {
        areRefused("info", "office", "sales");
        maps.mend();
        mailboxes.subList(0, 2).forEach(this::isDoneByHand);

        assertTaken(decides(asked(mailboxes.get(0)), "byHand", WHY));

        for (UUID mailbox : mailboxes.subList(0, 2)) {
            assertEnds(mailbox, Request.State.DONE);
            assertIsDecided(mailbox, "byHand");
            assertThat(done(mailbox)).contains("APPLY host1 DONE 1", "SET_PASSWORD host1 DONE 1");
        }
        UUID forgotten = mailboxes.get(2);
        await("the check that finds a difference")
                .until(() -> administrator.walked(forgotten).contains("checkOperations_byHand_differs"));
        administrator.chooses(administrator.isAsked(forgotten, "repairOperation"), "retry");
        assertEnds(forgotten, Request.State.DONE);
    }

    @Test
    void t09TakesAllBackButWhatIsTakenBackAlready() {
        maps.mend();
        UUID old = customer.asksForMailbox("old", name, 10, PASSWORD);
        assertEnds(old, Request.State.DONE);
        maps = Trouble.unwritable(provider.first(), "/etc/postfix/batuta");
        areRefused("info", "office");
        UUID change = customer.changes(customer.serviceOf(old).id(), Customer.mailbox("old", name, 20));
        Task task = administrator.isAsked(change, "repairOperation");
        administrator.chooses(task, "abort");
        Task undo = administrator.isAskedAgain(change, task);
        assertThat(evidences.of(administrator.evidence(undo).step().id()).step().incidentId())
                .as("it fails in the same way when it is taken back")
                .isEqualTo(incident);

        maps.mend();
        assertTaken(decides(asked(mailboxes.get(1)), "abort", WHY));

        assertThat(told()).isEqualTo("abort by " + operator.login() + ": 2 of 3, unfit null");
        assertThat(administrator.isAsked(change, "repairOperation").getId()).isEqualTo(undo.getId());
        for (UUID mailbox : mailboxes) {
            assertEnds(mailbox, Request.State.UNDONE);
            assertIsDecided(mailbox, "abort");
        }
        administrator.chooses(administrator.isAsked(change, "repairOperation"), "retry");
        assertEnds(change, Request.State.UNDONE);
    }

    @Test
    void t09GoesOnWithoutTheServerAndAcceptsWhatIsNotSeenAtTheDesk() {
        List<UUID> domains;
        try (Trouble zones = Trouble.unwritable(provider.second(), "/etc/bind/batuta")) {
            domains = Stream.of(aName(), aName()).map(customer::asksForDomain).toList();
            domains.forEach(domain -> administrator.isAsked(domain, "repairOperation"));
            String page = "/desk/incidents/" + incidentOf(domains.get(0));
            assertThat(tasklist.post(page, Map.of("choice", "skip")).body()).contains("Please fill this in.");
            assertThat(tasklist.post(page, Map.of("choice", "revised", "comment", WHY))
                            .body())
                    .contains("Please choose one of these.");
            assertThat(tasklist.post(page, Map.of("choice", "accept", "comment", WHY))
                            .body())
                    .contains("Please choose one of these.");
            assertTaken(tasklist.post(page, Map.of("choice", "skip", "comment", WHY)));
            assertThat(tasklist.get(page).body()).contains("2 are decided.", "Go on without this server");
            for (UUID domain : domains) {
                customer.awaits(domain, "probe-again");
                administrator.postpones(domain, "lookTime");
            }
            domains.forEach(this::looksInVain);
        }
        Task unseen = administrator.isAsked(domains.get(1), "repairProbe");
        assertTaken(decides(unseen, "accept", WHY));

        for (UUID domain : domains) {
            assertEnds(domain, Request.State.DONE);
            assertThat(customer.kinds(domain)).containsSubsequence("repair-chosen", "skipped", "probe-chosen", "ended");
        }
    }

    @Test
    void valuesAreCorrectedOneByOne() {
        areRefused("info", "office");

        HttpResponse<String> answer = decides(asked(mailboxes.get(0)), "revised", WHY);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("This is decided one by one");
        assertThat(incidents()).isEmpty();
        assertThat(mailboxes)
                .allMatch(mailbox -> customer.kinds(mailbox).stream().noneMatch("repair-chosen"::equals));
    }

    @Test
    void whatFailsOrIsNotReachedStillWaitsAndHindersNoOther() throws SQLException {
        areRefused("info", "office", "sales", "help");
        maps.mend();
        mailboxes = mailboxes.stream()
                .sorted(Comparator.comparing(mailbox -> stepOf(mailbox).toString()))
                .toList();
        UUID broken = mailboxes.get(1);
        Object step = tasks.getVariable(asked(broken).getId(), "stepId");
        tasks.setVariable(asked(broken).getId(), "stepId", "none");
        UUID last = stepOf(mailboxes.get(3));

        try (Connection held = database.getConnection();
                PreparedStatement lock = held.prepareStatement("select id from step where id = ? for update")) {
            held.setAutoCommit(false);
            lock.setObject(1, last);
            lock.executeQuery();
            assertTaken(decides(asked(mailboxes.get(0)), "retry", WHY));
            held.rollback();
        }

        assertThat(told()).isEqualTo("retry by " + operator.login() + ": 2 of 4, failed null");
        List.of(mailboxes.get(0), mailboxes.get(2)).forEach(each -> {
            assertEnds(each, Request.State.DONE);
            assertIsDecided(each, "retry");
        });
        tasks.setVariable(asked(broken).getId(), "stepId", step);
        for (UUID left : List.of(broken, mailboxes.get(3))) {
            assertThat(customer.kinds(left)).doesNotContain("repair-chosen");
            administrator.chooses(asked(left), "retry");
            assertEnds(left, Request.State.DONE);
        }
    }

    private void areRefused(String... parts) {
        mailboxes = Stream.of(parts)
                .map(part -> customer.asksForMailbox(part, name, 10, PASSWORD))
                .toList();
        mailboxes.forEach(this::asked);
        incident = incidentOf(mailboxes.get(0));
        assertThat(mailboxes).allMatch(mailbox -> incident.equals(incidentOf(mailbox)));
    }

    private List<UUID> without(UUID one) {
        return mailboxes.stream().filter(mailbox -> !mailbox.equals(one)).toList();
    }

    private Task asked(UUID request) {
        return administrator.isAsked(request, "repairOperation");
    }

    private HttpResponse<String> decides(Task task, String choice, String comment) {
        return Tasklist.answers(tasklist, task, Map.of("choice", choice, "comment", comment, "forAll", true));
    }

    private static void assertTaken(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isIn(204, 302);
    }

    private void assertIsDecided(UUID request, String choice) {
        assertThat(customer.awaits(request, "repair-chosen").args())
                .containsEntry("choice", choice)
                .containsEntry("by", operator.login());
        assertThat(audit.of("step", stepOf(request)))
                .as("the decision in the audit")
                .anyMatch(entry -> entry.action().equals("repair")
                        && entry.login().equals(operator.login())
                        && String.valueOf(entry.after()).contains("\"" + choice + "\""));
    }

    private void isDoneByHand(UUID mailbox) {
        Operation apply = first(mailbox);
        String[] parameters = apply.parameters().entrySet().stream()
                .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                .toArray(String[]::new);
        new ServiceScripts(provider.first(), "mailboxes")
                .run("apply", parameters)
                .orFail();
    }

    private Operation first(UUID request) {
        return operations.ofRequest(request).stream()
                .filter(operation ->
                        operation.attempts() > 0 && operation.state().mayRunAgain()
                                || operation.state().isDone())
                .findFirst()
                .orElseThrow();
    }

    private UUID stepOf(UUID request) {
        return operations.ofRequest(request).get(0).stepId();
    }

    private UUID incidentOf(UUID request) {
        return operations.ofRequest(request).stream()
                .map(operation -> evidences.of(operation.stepId()).step().incidentId())
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    /** What was decided last for all, as the desk tells it. */
    private String told() {
        GroupDecision decision = incidents().get(0);
        return decision.choice() + " by " + decision.by() + ": " + decision.decided() + " of " + decision.size()
                + (decision.left().isEmpty()
                        ? ""
                        : ", " + decision.left().get(0).why() + " "
                                + decision.left().get(0).colleague());
    }

    private List<GroupDecision> incidents() {
        return As.administrator().get(() -> incidents.decisions(incident));
    }
}
