package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.OperationState;
import org.batuta.orchestration.Servers;
import org.batuta.orchestration.Verb;
import org.batuta.provider.As;
import org.batuta.provider.Resolver;
import org.batuta.provider.Trouble;
import org.batuta.servers.TestServer;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nobody saw how a script ended, or it took too long: it is looked at, and never simply run again. */
class UnseenEndTest extends StoryTest {

    /** In a script: its own executor on the server dies, so nobody sees the end. */
    private static final String UNSEEN = """
            [[ ! -e /root/unseen ]] || exit 0
            touch /root/unseen
            read -r _ _ executor _ <"/var/lib/batuta/operations/$BATUTA_OPERATION.journal"
            kill -KILL "$executor"
            sleep 60""";

    private final String name = aName();

    @BeforeEach
    @AfterEach
    void theServersAreAsBefore() {
        provider.servers().forEach(TestServer::restoreLink);
        provider.first().exec("rm", "-f", "/root/unseen").orFail();
    }

    @Test
    void isRunAgainWhenTheServerIsNotAsWished() {
        UUID request;
        try (Trouble apply = Trouble.instead(provider.first(), "apply", UNSEEN)) {
            request = asks();
            assertEnds(request, Request.State.DONE);
        }
        assertThat(customer.awaits(request, "step-failed").args()).containsEntry("outcome", "LOST");
        assertThat(customer.kinds(request)).containsSubsequence("step-failed", "checking", "step-started", "step-done");
        assertThat(done(request)).containsExactly("APPLY host1 DONE 2", "CHECK host1 REFUSED 1");
        assertThat(provider.first().processes("sleep 60$"))
                .as("what it left is dead")
                .isEmpty();
    }

    @Test
    void isDoneWhenTheServerIsAsWished() {
        UUID request;
        try (Trouble apply = Trouble.instead(provider.first(), "apply", UNSEEN);
                Trouble check = Trouble.instead(provider.first(), "check", "exit 0")) {
            request = asks();
            assertEnds(request, Request.State.DONE);
        }
        assertThat(done(request)).containsExactly("APPLY host1 DONE 1", "CHECK host1 DONE 1");
    }

    /** What the memory was too small for, or a shutdown ended, may have had its effect before. */
    @ParameterizedTest
    @ValueSource(strings = {"KILL", "TERM"})
    void whatSomebodyElseKilledIsLookedAtBeforeItIsRunAgain(String signal) {
        UUID request;
        try (Trouble apply = Trouble.instead(provider.first(), "apply", "kill -%s $$".formatted(signal));
                Trouble check = Trouble.instead(provider.first(), "check", "exit 0")) {
            request = asks();
            assertEnds(request, Request.State.DONE);
        }
        assertThat(customer.kinds(request)).containsSubsequence("step-failed", "checking", "ended");
        assertThat(done(request)).containsExactly("APPLY host1 DONE 1", "CHECK host1 DONE 1");
    }

    @Test
    void goesToAPersonWhenNobodyCanTellAndSoDoesWhatThePersonDidByHand() {
        try (Trouble apply = Trouble.instead(provider.first(), "apply", UNSEEN);
                Trouble check = Trouble.instead(provider.first(), "check", "exit 2")) {
            UUID request = asks();
            Task task = administrator.isAsked(request, "repairOperation");
            assertThat(done(request)).containsExactly("APPLY host1 LOST 1", "CHECK host1 REFUSED 1");

            administrator.chooses(task, "byHand");
            Task again = administrator.isAskedAgain(request, task);
            assertThat(administrator.walked(request)).contains("checkOperations_byHand_unknown");

            check.mend();
            provider.first().write("/root/calm", "");
            administrator.chooses(again, "byHand");
            assertEnds(request, Request.State.DONE);
            assertThat(done(request)).contains("APPLY host1 DONE 1");
        } finally {
            provider.first().exec("rm", "-f", "/root/calm").orFail();
        }
    }

    @Test
    void isComparedOnceItsServerAnswersAgain(@Autowired Servers servers) {
        UUID domain;
        try (Trouble lock = Trouble.locked(provider.second())) {
            domain = customer.asksForDomain(name);
            awaitLock(domain);
            As.administrator().run(() -> servers.drain(provider.secondId(), "new disks"));
            provider.second()
                    .exec("pkill", "-KILL", "-f", "batuta-runner operate run")
                    .orFail();
            customer.awaits(domain, "maintained");
        }
        provider.second().cutLink();
        As.administrator().run(() -> servers.resume(provider.secondId()));

        RequestEvent retry = customer.awaits(domain, "retry");
        assertThat(retry.args()).containsEntry("outcome", "UNREACHABLE");
        assertThat(Instant.parse(retry.args().get("until"))).isAfter(retry.at());
        assertThat(states(domain, Verb.CHECK)).containsExactly(OperationState.UNREACHABLE);
        provider.second().restoreLink();

        assertEnds(domain, Request.State.DONE);
        assertThat(administrator.walked(domain)).containsSubsequence("describeCheck", "retryTime", "checkOperations");
        assertThat(Resolver.serves(provider.second(), name)).isTrue();
    }

    @Test
    void whatIsDoneByHandOnAServerThatDoesNotAnswerGoesBackToThePerson() {
        try (Trouble zones = Trouble.unwritable(provider.second(), "/etc/bind/batuta")) {
            UUID domain = customer.asksForDomain(name);
            Task task = administrator.isAsked(domain, "repairOperation");
            provider.second().cutLink();

            administrator.chooses(task, "byHand");

            Task again = administrator.isAskedAgain(domain, task);
            assertThat(administrator.walked(domain)).contains("checkOperations_byHand_unreachable");
            provider.second().restoreLink();
            zones.mend();
            administrator.chooses(again, "retry");
            assertEnds(domain, Request.State.DONE);
        }
    }

    @Test
    void whatWaitsForMoreThanADayIsStoppedAndGoesToAPerson() {
        try (Trouble lock = Trouble.locked(provider.second())) {
            UUID domain = customer.asksForDomain(name);
            awaitLock(domain);
            List<String> late = provider.second().processes("^flock -w 20 9");

            administrator.letTimePass(domain, "runOperations_late");

            Task task = administrator.isAsked(domain, "repairOperation");
            assertThat(provider.second().processes("^flock -w 20 9"))
                    .as("what took too long is dead")
                    .doesNotContainAnyElementsOf(late);
            assertThat(customer.awaits(domain, "repair").args()).containsEntry("outcome", "TIMED_OUT");
            assertThat(states(domain, Verb.APPLY)).containsExactly(OperationState.DONE, OperationState.TIMED_OUT);
            lock.mend();
            administrator.chooses(task, "retry");
            assertEnds(domain, Request.State.DONE);
        }
    }

    @Test
    void whatWasDoneWhileNobodyReachedTheServerIsDoneAlthoughItIsTooLate(@Autowired JdbcClient sql) {
        UUID domain = aDomainAtTheLockOfAServerThatIsCutOff();
        await("the end on the server").atMost(Duration.ofSeconds(60)).until(() -> ended(domain));

        administrator.letTimePass(domain, "runOperations_late");
        customer.awaits(domain, "stop-delayed");
        provider.first().restoreLink();
        sql.sql("update step set stop_not_before = now() where request_id = ? and state = 'STOPPING'")
                .param(domain)
                .update();

        assertEnds(domain, Request.State.DONE);
        assertThat(administrator.walked(domain)).containsSubsequence("expireOperations", "describeFailure", "done");
        assertThat(administrator.walked(domain)).doesNotContain("decideNext");
        assertThat(done(domain)).containsExactly("APPLY host1 DONE 1", "APPLY host2 DONE 1");
    }

    @Test
    void whatSomebodyEndsOnTheServerItselfGoesToAPerson() {
        try (Trouble lock = Trouble.locked(provider.second())) {
            UUID domain = customer.asksForDomain(name);
            awaitLock(domain);

            provider.second()
                    .exec("/usr/local/sbin/batuta-runner", "operate", "kill", running(domain))
                    .orFail();

            Task task = administrator.isAsked(domain, "repairOperation");
            assertThat(customer.awaits(domain, "repair").args()).containsEntry("outcome", "ABORTED");
            lock.mend();
            administrator.chooses(task, "retry");
            assertEnds(domain, Request.State.DONE);
        }
    }

    private UUID aDomainAtTheLockOfAServerThatIsCutOff() {
        try (Trouble lock = Trouble.locked(provider.first())) {
            UUID domain = customer.asksForDomain(name);
            awaitLock(domain, provider.first());
            provider.first().cutLink();
            return domain;
        }
    }

    private UUID asks() {
        return customer.asksFor("stubborn", "{\"name\":\"%s\"}".formatted(name), null);
    }

    /** What the server itself says of the run, which nobody else can ask now. */
    private boolean ended(UUID request) {
        String journal = "/var/lib/batuta/operations/" + running(request) + ".journal";
        return provider.first().read(journal).contains("end done 0");
    }

    private String running(UUID request) {
        return operations.ofRequest(request).stream()
                .filter(operation -> operation.state() == OperationState.RUNNING)
                .findFirst()
                .orElseThrow()
                .runId();
    }

    private List<OperationState> states(UUID request, Verb verb) {
        return operations.ofRequest(request).stream()
                .filter(operation -> operation.verb() == verb)
                .map(Operation::state)
                .toList();
    }
}
