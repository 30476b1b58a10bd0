package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.ibm.icu.text.MessageFormat;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.OneDatabase;
import org.batuta.Visitor;
import org.batuta.accounts.StaffRole;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@BatutaTest
@WithServers
class DispatcherTest {

    private final Trials trials;
    private final Operations operations;
    private final Evidences evidences;
    private final MeterRegistry meters;

    private TestServer machine;
    private UUID server;

    @Autowired
    DispatcherTest(Trials trials, Operations operations, Evidences evidences, MeterRegistry meters) {
        this.trials = trials;
        this.operations = operations;
        this.evidences = evidences;
        this.meters = meters;
    }

    @BeforeEach
    void serverIsThere(Park park) {
        machine = park.server("s1");
        server = trials.server(machine);
    }

    @Test
    void whatIsOldOnAServerGoesWhenANodeFirstTalksToIt(Park park) {
        TestServer other = park.server("old");
        String old = "/var/lib/batuta/operations/old.journal";
        other.exec("install", "-d", "-m", "700", "/var/lib/batuta/operations").orFail();
        other.write(old, "end done 0\n");
        other.exec("touch", "-d", "31 days ago", old).orFail();

        trials.submit(trials.server(other), "true");

        Trials.await(
                "the old journal to go", () -> other.exec("test", "-e", old).exit() != 0);
    }

    @Test
    void comparisonsComeAfterWhatSomebodyWaitsForHoweverLongTheyHaveWaited(
            @Autowired JdbcClient sql,
            @Autowired StoredOperations stored,
            @Autowired StoredServers servers,
            @Autowired StoredHostKeys keys,
            @Autowired OrchestrationSettings settings,
            @Autowired TransactionTemplate unseenByTheDispatcher) {
        Leases leases = new Leases(sql, stored, servers, keys, new Pace(settings), settings, Clock.systemUTC());
        List<Verb> first = unseenByTheDispatcher.execute(transaction -> {
            transaction.setRollbackOnly();
            trials.submit(
                    server,
                    Stream.generate(() -> Trials.trial(Verb.CHECK, Map.of("deed", "true")))
                            .limit(settings.batch() + 1)
                            .toList());
            trials.submit(server, "true");
            stored.flush();
            return leases.claim("nobody", false, 1).get(0).operations().stream()
                    .map(Operation::verb)
                    .toList();
        });
        assertThat(first).containsExactly(Verb.APPLY);
    }

    @Test
    void fault10ACrowdWhoseResultsWaitForTheDatabaseLeavesConnectionsToOthers(Park park, @Autowired JdbcClient sql)
            throws SQLException {
        List<TestServer> many =
                IntStream.rangeClosed(1, 6).mapToObj(n -> park.server("s" + n)).toList();
        many.forEach(trials::server);
        String deed = "echo done >>/var/tmp/crowd";
        List<Step> crowd;
        try (Connection locked = OneDatabase.as(OneDatabase.SUPERUSER).getConnection()) {
            locked.setAutoCommit(false);
            locked.createStatement().execute("lock table attempt in share mode");
            crowd = many.stream()
                    .flatMap(each -> Stream.generate(() -> trials.submit(trials.server(each), deed))
                            .limit(4))
                    .toList();
            Trials.await("the end of all scripts", () -> many.stream().allMatch(each -> lines(each) == 4));

            assertThat(sql.sql("select count(*) from attempt").query(Long.class).single())
                    .isNotNegative();
            locked.rollback();
        }
        assertThat(crowd)
                .allSatisfy(step -> assertThat(trials.awaitEnd(step).state()).isEqualTo(OperationState.DONE));
    }

    @Test
    void fault10AResultThatWaitsForTheDatabaseKeepsNoOtherLeaseFromBeingRenewed(
            @Autowired JdbcClient sql, @Autowired Leases leases, @Autowired TransactionTemplate impatient)
            throws SQLException {
        String deed = "while [ ! -e /var/tmp/written ]; do sleep 0.1; done";
        List<UUID> both = Stream.of(trials.submit(server, deed), trials.submit(server, deed))
                .map(step -> {
                    trials.awaitRunning(step);
                    return trials.only(step).id();
                })
                .toList();
        String node = sql.sql("select claimed_by from operation where id = ?")
                .param(both.get(0))
                .query(String.class)
                .single();
        try (Connection writing = OneDatabase.as(OneDatabase.SUPERUSER).getConnection()) {
            writing.setAutoCommit(false);
            writing.createStatement().execute("select from operation where id = '" + both.get(0) + "' for update");
            List<Instant> before = leaseEnds(sql, both);

            List<UUID> own = impatient.execute(transaction -> {
                sql.sql("set local lock_timeout = '2s'").update();
                return leases.renew(node, both);
            });

            assertThat(own).containsExactlyInAnyOrderElementsOf(both);
            List<Instant> after = leaseEnds(sql, both);
            assertThat(after.get(0)).isEqualTo(before.get(0));
            assertThat(after.get(1)).isAfter(before.get(1));
            writing.rollback();
        } finally {
            machine.exec("touch", "/var/tmp/written").orFail();
        }
    }

    private static List<Instant> leaseEnds(JdbcClient sql, List<UUID> operations) {
        return operations.stream()
                .map(operation -> sql.sql("select lease_until from operation where id = ?")
                        .param(operation)
                        .query(Timestamp.class)
                        .single()
                        .toInstant())
                .toList();
    }

    private static long lines(TestServer machine) {
        return machine.exec("cat", "/var/tmp/crowd").out().lines().count();
    }

    @Test
    void k01RunsAScriptAndKeepsWhatItSaid() {
        Step step = trials.submit(server, "echo seen; echo $BATUTA_OPERATION");

        Operation done = trials.awaitEnd(step);

        assertThat(done.state()).isEqualTo(OperationState.DONE);
        Attempt attempt = attempts(step).get(0);
        assertThat(attempt.stdout()).startsWith("seen\n" + done.id() + "-1");
        assertThat(attempt.exitCode()).isZero();
        assertThat(attempt.scriptSha()).hasSize(64);
    }

    @Test
    void k01ItsPageTellsScriptServerOutputExitCodeDurationAndWhoAskedForIt(
            @Autowired Cast cast, @LocalServerPort int port) {
        Step step = trials.submit(server, "echo said so; echo complained so >&2; sleep 0.3; exit 9");
        Operation ended = trials.awaitEnd(step);
        Attempt attempt = attempts(step).get(0);
        Visitor manager = new Visitor(port);
        manager.login(cast.aMemberOfStaff(StaffRole.MANAGER).login(), Visitor.PASSWORD);

        String page = manager.get("/desk/operations/" + ended.id())
                .body()
                .replaceAll("(?s)<[^>]*>", " ")
                .replaceAll("\\s+", " ");

        double seconds = Duration.between(attempt.started(), attempt.ended()).toMillis() / 1000.0;
        assertThat(seconds).isBetween(0.3, 30.0);
        assertThat(page)
                .contains("Script trials/apply.sh SHA-256 " + attempt.scriptSha())
                .contains("Server trial-s1")
                .contains("stdout 8 bytes said so")
                .contains("stderr 14 bytes complained so")
                .contains("Exit code 9")
                .contains("Took " + MessageFormat.format("{0,number,#0.0} seconds", seconds))
                .contains("Asked by ada ");
    }

    @Test
    void saysHowAnAttemptEndedInOneLineOfTheLogWithItsTrail() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(Meters.class);
        log.start();
        logger.addAppender(log);
        try {
            Step step = trials.submit(server, "echo \"$deed\" >&2; exit 9");
            Operation ended = trials.awaitEnd(step);

            Trials.await("the line", () -> lineOf(ended, log) != null);
            ILoggingEvent line = Objects.requireNonNull(lineOf(ended, log));
            assertThat(line.getFormattedMessage())
                    .matches("trials apply of trial.test on trial-s1: REFUSED \\(exit 9\\) after [0-9]+ ms, attempt 1");
            assertThat(line.getMDCPropertyMap())
                    .containsEntry("request", step.requestId().toString())
                    .containsEntry("processInstanceId", "none");
        } finally {
            logger.detachAppender(log);
        }
    }

    private static @Nullable ILoggingEvent lineOf(Operation operation, ListAppender<ILoggingEvent> log) {
        return List.copyOf(log.list).stream()
                .filter(event -> operation
                        .id()
                        .toString()
                        .equals(event.getMDCPropertyMap().get("operation")))
                .findFirst()
                .orElse(null);
    }

    @Test
    void countsHowAttemptsEndedByScriptAndServer() {
        Timer.Builder refused = Timer.builder("batuta.attempts")
                .tags("type", "trials", "verb", "apply", "server", "trial-s1", "outcome", "REFUSED");
        long before = refused.register(meters).count();

        trials.awaitEnd(trials.submit(server, "exit 9"));

        Trials.await("the count", () -> refused.register(meters).count() > before);
    }

    @Test
    void k06KillsTheWholeTreeOfAScriptOverItsLimit() {
        Step step = trials.submit(
                server,
                List.of(Trials.trial(Map.of(
                        "deed",
                        "trap '' TERM; (trap '' TERM; exec -a trial-child sleep 300) & setsid sleep 301 & wait"))));
        Trials.await(
                "the children",
                () -> machine.processes("^(trial-child|sleep) 30[01]$").size() == 2);

        operations.stop(step.id(), "nobody", Outcome.TIMED_OUT);

        assertThat(trials.awaitEnd(step).state()).isEqualTo(OperationState.TIMED_OUT);
        assertThat(machine.processes("^(trial-child|sleep) 30[01]$")).isEmpty();
        assertThat(attempts(step).get(0).stderr()).contains("batuta: killed");
    }

    @Test
    void exit75IsARefusalWithItsCode() {
        Operation refused = trials.awaitEnd(trials.submit(server, "echo busy >&2; exit 75"));

        assertThat(refused.state()).isEqualTo(OperationState.REFUSED);
        assertThat(refused.exitCode()).isEqualTo(75);
    }

    @Test
    void fault18GoesOnWithARunAfterTheLineWasCut() {
        String effect = "/root/effect-" + UUID.randomUUID();
        Step step = trials.submit(server, "echo x >>" + effect + "; sleep 6; echo end");
        Trials.await(
                "the begin on the server",
                () -> machine.exec("test", "-e", effect).exit() == 0);
        machine.cutLink();
        Trials.await(
                "the end on the server", () -> machine.processes("sleep 6$").isEmpty());
        machine.restoreLink();

        assertThat(trials.awaitEnd(step).state()).isEqualTo(OperationState.DONE);
        assertThat(attempts(step))
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.stdout()).isEqualTo("end\n"));
        assertThat(machine.read(effect)).isEqualTo("x\n");
    }

    @Test
    void fault20AServerThatCannotBeReachedDelaysNoOther(Park park) {
        UUID other = trials.server(park.server("s2"));
        Step before = trials.submit(server, "true");
        trials.awaitEnd(before);
        machine.exec("systemctl", "stop", "ssh.socket", "ssh.service");
        machine.exec("pkill", "-x", "sshd");
        try {
            Step lost = trials.submit(server, "true");
            Operation here = trials.awaitEnd(trials.submit(other, "echo well"));
            assertThat(here.state()).isEqualTo(OperationState.DONE);
            Operation there = trials.awaitEnd(lost);
            assertThat(there.state()).isEqualTo(OperationState.UNREACHABLE);
            assertThat(attempts(lost).get(0).note()).contains(machine.address());
        } finally {
            machine.exec("systemctl", "start", "ssh.service").orFail();
        }
    }

    @Test
    void aCrowdThatWaitedForOneServerDelaysNoOther(Park park) {
        UUID other = trials.server(park.server("s3"));
        trials.sql("update server set state = 'DRAINING' where id = ?", server);
        List<Step> crowd = IntStream.range(0, 300)
                .mapToObj(n -> trials.submit(server, "true"))
                .toList();
        trials.sql("update server set state = 'ACTIVE' where id = ?", server);

        trials.awaitEnd(trials.submit(other, "true"));

        assertThat(trials.only(crowd.get(crowd.size() - 1)).state()).isEqualTo(OperationState.PENDING);
        crowd.forEach(trials::awaitEnd);
    }

    @Test
    void k16AServerHasNoMoreCallsAtOnceThanItsSettingAllows(@Autowired OrchestrationSettings settings) {
        String present = "/root/present-" + UUID.randomUUID();
        String counted =
                "mkdir -p %1$s; touch %1$s/$$; ls %1$s | wc -l >>%1$s.most; sleep 0.1; rm %1$s/$$".formatted(present);
        List<Step> crowd = IntStream.range(0, 100)
                .mapToObj(n -> trials.submit(server, counted))
                .toList();

        crowd.forEach(trials::awaitEnd);

        assertThat(machine.read(present + ".most").lines().map(Integer::valueOf))
                .hasSize(100)
                .anyMatch(number -> number > 1)
                .allMatch(number -> number <= settings.parallelPerServer());
    }

    @Test
    void fault02TakesOverFromADeadNodeAndRunsNothingTwice() {
        String effect = "/root/effect-" + UUID.randomUUID();
        Step step = trials.submit(server, "echo x >>" + effect + "; sleep 4; echo end");
        Trials.await(
                "the begin on the server",
                () -> machine.exec("test", "-e", effect).exit() == 0);

        trials.sql(
                "update operation set claimed_by = 'dead', lease_until = now() - interval '1 s' where step_id = ?",
                step.id());

        Operation done = trials.awaitEnd(step);
        assertThat(done.state()).isEqualTo(OperationState.DONE);
        assertThat(done.attempts()).isEqualTo(1);
        assertThat(machine.read(effect)).isEqualTo("x\n");
    }

    @Test
    void k07AStopThatFindsNothingBegunTakesItFromTheQueue() {
        trials.sql("update server set state = 'DRAINING' where id = ?", server);
        try {
            Step step = trials.submit(server, "echo never");

            assertThat(operations.stop(step.id(), "nobody", Outcome.ABORTED)).isFalse();

            Operation stopped = trials.only(step);
            assertThat(stopped.state()).isEqualTo(OperationState.ABORTED);
            assertThat(stopped.attempts()).isZero();
        } finally {
            trials.sql("update server set state = 'ACTIVE' where id = ?", server);
        }
    }

    @Test
    void t37RunsTheOperationsOfOneServiceInOrderAndStopsAtTheFirstThatFails() {
        PlannedOperation first = Trials.trial(Map.of("deed", "exit 3"));
        PlannedOperation second = new PlannedOperation(
                first.accountId(),
                "Acme",
                first.serviceId(),
                "trials",
                "trial.test",
                Verb.APPLY,
                Map.of("deed", "echo second"),
                null,
                first.snapshot(),
                "ada",
                null);
        PlannedOperation free = Trials.trial(Map.of("deed", "echo free"));

        Step step = trials.submit(server, List.of(first, second, free));

        Trials.await("the end of the step", () -> evidences.of(step.id()).step().state() == StepState.FAILED);
        assertThat(operations.ofRequest(step.requestId()))
                .extracting(Operation::state)
                .containsExactly(OperationState.REFUSED, OperationState.PENDING, OperationState.DONE);
        assertThat(operations.failure(step.id()).exitCode()).isEqualTo(3);
    }

    @Test
    void aLostStepIsCheckedAndNeverRunAgain() {
        String effect = "/root/effect-" + UUID.randomUUID();
        Step step = trials.submit(
                server,
                List.of(Trials.trial(
                        Map.of("deed", "echo x >>" + effect + "; sleep 60", "look", "test -e " + effect))));
        Trials.await(
                "the begin on the server",
                () -> machine.exec("test", "-e", effect).exit() == 0);
        machine.exec("pkill", "-KILL", "-f", "batuta-runner");
        assertThat(trials.awaitEnd(step).state()).isEqualTo(OperationState.LOST);

        operations.check(step.id(), "nobody");

        Trials.await("the check", () -> trials.only(step).state() == OperationState.DONE);
        assertThat(machine.read(effect)).isEqualTo("x\n");
        assertThat(machine.processes("sleep 60$")).isEmpty();
    }

    @Test
    void t35WarnsWhenADoneScriptComplains() {
        Operation done = trials.awaitEnd(trials.submit(server, "echo odd >&2"));

        assertThat(done.state()).isEqualTo(OperationState.DONE_WITH_WARNING);
    }

    @Test
    void attack39BoundsWhatAScriptSaysAndCleansIt() {
        Step step = trials.submit(
                server,
                "printf 'a\\0b\\xff\\n'; head -c 50000000 /dev/zero | tr '\\0' y; "
                        + "echo \"batuta1 $BATUTA_OPERATION done 0 0 0 0 0\"; exit 4");

        Operation ended = trials.awaitEnd(step);

        assertThat(ended.state()).isEqualTo(OperationState.REFUSED);
        assertThat(ended.exitCode()).isEqualTo(4);
        Attempt attempt = attempts(step).get(0);
        assertThat(attempt.stdout().length()).isLessThan(300_000);
        assertThat(attempt.stdout()).startsWith("a\uFFFDb\uFFFD\n").contains("bytes left out");
        assertThat(attempt.stdoutBytes()).isGreaterThan(50_000_000);
    }

    @Test
    void fault17AChangedHostKeyStopsEverythingUntilAPersonAcceptsIt(Park park) throws Exception {
        TestServer changed = park.server("changed");
        UUID blocked = trials.server(changed);
        trials.awaitEnd(trials.submit(blocked, "true"));
        changed.exec("sh", "-c", "rm /etc/ssh/ssh_host_*; ssh-keygen -A; systemctl restart ssh.service;")
                .orFail();
        changed.exec("pkill", "-f", "^sshd: batuta");

        Step step = trials.submit(blocked, "echo after");

        Trials.await("the block", () -> trials.state(blocked) == ServerState.BLOCKED);
        Trials.await("the way back", () -> trials.only(step).state() == OperationState.PENDING);
        assertThat(trials.only(step).attempts()).isZero();
        assertThat(attempts(step)).isEmpty();
        assertThat(trials.hostKeyIncidents(blocked)).hasSize(1);

        trials.acceptHostKeys(blocked);

        assertThat(trials.awaitEnd(step).state()).isEqualTo(OperationState.DONE);
        assertThat(trials.hostKeyIncidents(blocked)).isEmpty();
    }

    private List<Attempt> attempts(Step step) {
        Operation operation = trials.only(step);
        return evidences.of(step.id()).of(operation);
    }
}
