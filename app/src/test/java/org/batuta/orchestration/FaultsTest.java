package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.batuta.BatutaTest;
import org.batuta.FrozenDatabase;
import org.batuta.OneDatabase;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What dies, freezes or refuses between a wish and its effect: each effect is on the server exactly once, or told. */
@BatutaTest
@WithServers
class FaultsTest {

    private static final String LIMITS = "/etc/ssh/sshd_config.d/a-limit.conf";

    /** Somebody may just then want to know how the server is. */
    private static final int A_ROUND = 1;

    private final Trials trials;
    private final Operations operations;
    private final Evidences evidences;
    private final OrchestrationSettings settings;
    private final JdbcClient jdbc;
    private final String effect = "/root/effect-" + UUID.randomUUID();

    private TestServer machine;
    private UUID server;

    @Autowired
    FaultsTest(
            Trials trials,
            Operations operations,
            Evidences evidences,
            OrchestrationSettings settings,
            JdbcClient jdbc) {
        this.trials = trials;
        this.operations = operations;
        this.evidences = evidences;
        this.settings = settings;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void serverIsThere(Park park) {
        machine = park.server("s2");
        server = trials.server(machine);
    }

    /** No job of the engine waits for a script; what could run out while it works is the lease. */
    @Test
    void fault07AScriptLongerThanItsLeaseRunsOnce() {
        Step step = trials.submit(server, once("sleep 14; echo end"));
        awaitBegin();
        trials.sql("update operation set lease_until = now() + interval '11 s' where step_id = ?", step.id());
        Trials.await("a new lease before the old one ends", () -> {
            double left = jdbc.sql("select extract(epoch from lease_until - now()) from operation where step_id = ?")
                    .param(step.id())
                    .query(Double.class)
                    .single();
            assertThat(left).isPositive();
            return left > 12;
        });

        Operation ended = trials.awaitEnd(step);

        assertThat(ended.state()).isEqualTo(OperationState.DONE);
        assertThat(ended.attempts()).isEqualTo(1);
        assertThat(evidences.of(step.id()).of(ended)).hasSize(1);
        assertThat(machine.read(effect)).isEqualTo("x\n");
    }

    @Test
    void fault08ADatabaseThatDropsEveryConnectionLosesNothing() {
        List<Step> steps = IntStream.range(0, 8)
                .mapToObj(n -> trials.submit(server, once("sleep 0.5")))
                .toList();
        awaitBegin();

        for (int n = 0; n < 3; n++) {
            dropConnections();
            await(this::answers);
        }
        // whoever held something when its connection died has let go of it; its lease would run out by itself
        await(() -> jdbc.sql("update operation set lease_until = now() where state = 'RUNNING' and server_id = ?")
                        .param(server)
                        .update()
                >= 0);

        await(() -> steps.stream().allMatch(step -> trials.only(step).state().hasEnded()));
        assertThat(steps).extracting(step -> trials.only(step).state()).containsOnly(OperationState.DONE);
        assertThat(machine.read(effect).lines()).hasSize(steps.size());
    }

    /** Its holder died before; whoever takes it over goes on with the same attempt. */
    @Test
    void fault09ADatabaseThatAnswersNothingWhileAScriptEndsCostsNoAttempt() {
        Step step = trials.submit(server, once("sleep 6; echo end"));
        awaitBegin();
        trials.sql(
                "update operation set claimed_by = 'dead', lease_until = now() + interval '2 s' where step_id = ?",
                step.id());
        try (FrozenDatabase frozen = FrozenDatabase.of(jdbc)) {
            Trials.await(
                    "the end on the server", () -> machine.processes("sleep 6$").isEmpty());
        }
        await(() -> trials.only(step).state().hasEnded());

        Operation ended = trials.only(step);
        assertThat(ended.state()).isEqualTo(OperationState.DONE);
        assertThat(ended.attempts()).isEqualTo(1);
        assertThat(evidences.of(step.id()).of(ended)).singleElement().satisfies(attempt -> {
            assertThat(attempt.number()).isEqualTo(1);
            assertThat(attempt.stdout()).isEqualTo("end\n");
        });
        assertThat(machine.read(effect)).isEqualTo("x\n");
    }

    @Test
    void fault10ATableThatIsLockedForAWhileOnlyDelays() {
        Step step = trials.submit(server, once("sleep 1; echo end"));
        awaitBegin();
        trials.inTransaction(() -> {
            jdbc.sql("lock table operation in access exclusive mode").update();
            Trials.await(
                    "the end on the server", () -> machine.processes("sleep 1$").isEmpty());
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
            return step;
        });

        Operation ended = trials.awaitEnd(step);

        assertThat(ended.state()).isEqualTo(OperationState.DONE);
        assertThat(ended.attempts()).isEqualTo(1);
        assertThat(machine.read(effect)).isEqualTo("x\n");
    }

    /** The connection dies in the commit of the result: for us it may have been written, or not. */
    @Test
    void fault12AnUnknownCommitOfAResultIsSettledByTheServersJournal() {
        JdbcClient owner = JdbcClient.create(OneDatabase.as(OneDatabase.OWNER));
        owner.sql("create sequence fault12").update();
        owner.sql("grant usage on sequence fault12 to " + OneDatabase.APPLICATION)
                .update();
        owner.sql("""
                create function fault12() returns trigger language plpgsql as $$
                begin
                    if new.stdout like 'fault12%' and nextval('fault12') = 1 then
                        perform pg_terminate_backend(pg_backend_pid());
                    end if;
                    return null;
                end $$""").update();
        owner.sql("create constraint trigger fault12 after insert on attempt deferrable initially deferred"
                        + " for each row execute function fault12()")
                .update();
        try {
            Step step = trials.submit(server, once("echo fault12"));
            Operation ended = trials.awaitEnd(step);

            assertThat(ended.state()).isEqualTo(OperationState.DONE);
            assertThat(ended.attempts()).isEqualTo(1);
            assertThat(evidences.of(step.id()).of(ended)).singleElement().satisfies(this::wasNotLeftToTheNextHolder);
            assertThat(machine.read(effect)).isEqualTo("x\n");
        } finally {
            owner.sql("drop trigger fault12 on attempt").update();
            owner.sql("drop function fault12()").update();
            owner.sql("drop sequence fault12").update();
        }
    }

    @Test
    void fault16ARestartOfSshdWhileAScriptRunsChangesNothing(Park park) {
        Step step = trials.submit(server, once(untilTold("echo end")));
        awaitBegin();

        machine.exec("systemctl", "restart", "ssh.service").orFail();
        machine.exec("pkill", "-KILL", "-f", "^sshd: batuta");
        assertOthersAreServedBefore(park, step);
        tell();

        Operation ended = trials.awaitEnd(step);
        assertThat(ended.state()).isEqualTo(OperationState.DONE);
        assertThat(evidences.of(step.id()).of(ended).get(0).stdout()).isEqualTo("end\n");
        assertThat(machine.read(effect)).isEqualTo("x\n");
    }

    /** What is stopped here keeps its connections open, and says nothing more in them. */
    @Test
    void fault18AnSshdThatFallsSilentInACallIsLeftByTheHeartbeatAndTheRunIsFoundAgain(Park park) {
        Step step = trials.submit(server, once(untilTold("echo end")));
        awaitBegin();
        machine.exec("pkill", "-STOP", "-f", "^sshd: batuta").orFail();
        try {
            assertOthersAreServedBefore(park, step);
            Trials.await(
                    "the end of the silent connections",
                    () -> !machine.exec("ss", "-tnH", "state", "close-wait", "sport", "=", ":22")
                            .orFail()
                            .isBlank());
            tell();

            Operation ended = trials.awaitEnd(step);

            assertThat(machine.processes("^sshd: batuta"))
                    .as("those that are stopped")
                    .isNotEmpty();
            assertThat(ended.state()).isEqualTo(OperationState.DONE);
            assertThat(ended.attempts()).isEqualTo(1);
            assertThat(evidences.of(step.id()).of(ended).get(0).stdout()).isEqualTo("end\n");
            assertThat(machine.read(effect)).isEqualTo("x\n");
        } finally {
            machine.exec("pkill", "-KILL", "-f", "^sshd: batuta");
        }
    }

    /** A thousand bytes a second each way: the login alone takes longer than all of an operation otherwise does. */
    @Test
    void fault19ALineOfEightKilobitsIsNotCalledDeadAndDelaysNobodyElse(Park park) {
        String text = "#".repeat(2_000);
        machine.exec("pkill", "-KILL", "-f", "^sshd: batuta");
        machine.slowLink(8);
        try {
            Step step = trials.submit(server, once(untilTold("echo end; : " + text)));
            assertOthersAreServedBefore(park, step);
            tell();

            Operation ended = trials.awaitEnd(step);

            assertThat(ended.state()).isEqualTo(OperationState.DONE);
            assertThat(ended.attempts()).isEqualTo(1);
            assertThat(evidences.of(step.id()).of(ended).get(0).stdout()).isEqualTo("end\n");
            assertThat(machine.read(effect)).isEqualTo("x\n");
        } finally {
            machine.slowLink(0);
        }
    }

    @Test
    void fault19ASlowLineThatIsResetAgainAndAgainOnlyTakesLonger() throws Exception {
        try (LameLine line = new LameLine(machine.address(), 22, Duration.ofMillis(150), 700)) {
            move("127.0.0.1", line.port());
            Step step = trials.submit(server, once("sleep 4; echo end"));
            awaitBegin();
            for (int n = 0; n < 3; n++) {
                line.tear();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(700));
            }

            Operation ended = trials.awaitEnd(step);

            assertThat(ended.state()).isEqualTo(OperationState.DONE);
            assertThat(evidences.of(step.id()).of(ended).get(0).stdout()).isEqualTo("end\n");
            assertThat(machine.read(effect)).isEqualTo("x\n");
        } finally {
            move(machine.address(), 22);
        }
    }

    @Test
    void fault19ALineThatLosesAFifthOfAllPacketsOnlyTakesLonger() {
        machine.losePackets(20);
        try {
            List<Step> steps = IntStream.range(0, 8)
                    .mapToObj(n -> trials.submit(server, once("seq 2000; echo end")))
                    .toList();

            for (Step step : steps) {
                Operation ended = trials.awaitEnd(step);
                assertThat(ended.state()).isEqualTo(OperationState.DONE);
                assertThat(evidences.of(step.id()).of(ended).get(0).stdout()).endsWith("2000\nend\n");
            }
            assertThat(machine.read(effect).lines()).hasSize(steps.size());
        } finally {
            machine.losePackets(0);
        }
    }

    @Test
    void fault21AServerThatTakesOneChannelAConnectionStillDoesAll() {
        limit("Match User batuta\n    MaxSessions 1\n");
        assertThat(machine.exec("/usr/sbin/sshd", "-T", "-C", "user=batuta").orFail())
                .contains("maxsessions 1\n");
        try {
            List<Step> steps = IntStream.range(0, 8)
                    .mapToObj(n -> trials.submit(server, once("sleep 0.3")))
                    .toList();

            for (Step step : steps) {
                assertThat(trials.awaitEnd(step).state()).isEqualTo(OperationState.DONE);
            }
            assertThat(machine.read(effect).lines()).hasSize(steps.size());
        } finally {
            unlimit();
        }
    }

    /** Who connects and never says who it is keeps the only place of those who log in. */
    @Test
    void fault21AServerThatLetsNobodyInIsKnockedAtOnceATryAndServesAllWhenItDoesAgain(Park park) throws Exception {
        limit("MaxStartups 1:100:1\n");
        try {
            List<Step> steps;
            try (Socket silent = new Socket(machine.address(), 22)) {
                assertThat(new String(silent.getInputStream().readNBytes(4), StandardCharsets.US_ASCII))
                        .isEqualTo("SSH-");
                long before = connections();
                steps = IntStream.range(0, 8)
                        .mapToObj(n -> trials.submit(server, once("true")))
                        .toList();
                assertOthersAreServedBefore(park, steps.get(0));

                Trials.await("two tries", () -> notLetIn(steps).size() >= 2);
                long knocks = connections() - before;
                long tries = steps.stream()
                        .mapToLong(step -> trials.only(step).attempts())
                        .sum();
                assertThat(knocks).isBetween(1L, tries + A_ROUND);
            }
            notLetIn(steps).forEach(step -> operations.submit(step.id(), "nobody-" + step.id(), "none"));
            await(() -> steps.stream().allMatch(step -> trials.only(step).state() == OperationState.DONE));
            assertThat(machine.read(effect).lines()).hasSize(steps.size());
        } finally {
            unlimit();
        }
    }

    private List<Step> notLetIn(List<Step> steps) {
        return steps.stream()
                .filter(step -> trials.only(step).state() == OperationState.UNREACHABLE)
                .toList();
    }

    private void limit(String settings) {
        machine.write(LIMITS, settings);
        machine.exec("systemctl", "restart", "ssh.service").orFail();
        machine.exec("pkill", "-KILL", "-f", "^sshd: batuta");
    }

    private void unlimit() {
        machine.exec("rm", "-f", LIMITS).orFail();
        machine.exec("systemctl", "restart", "ssh.service").orFail();
    }

    /** How many connections the server has taken since it was booted. */
    private long connections() {
        List<String> tcp = machine.read("/proc/net/snmp")
                .lines()
                .filter(line -> line.startsWith("Tcp: "))
                .toList();
        int column = List.of(tcp.get(0).split(" ")).indexOf("PassiveOpens");
        return Long.parseLong(tcp.get(1).split(" ")[column]);
    }

    @Test
    void fault22ADiskThatIsFullIsNamedAndDoneOnceThereIsRoom() {
        machine.exec("sh", "-c", "mkdir -p /mnt/full && mount -t tmpfs -o size=16k none /mnt/full")
                .orFail();
        Step step = trials.submit(server, "head -c 100000 /dev/zero >/mnt/full/file");
        Operation refused = trials.awaitEnd(step);
        assertThat(refused.state()).isEqualTo(OperationState.REFUSED);
        assertThat(refused.symptom()).isEqualTo("disk-full");

        machine.exec("umount", "/mnt/full").orFail();
        operations.submit(step.id(), "nobody-" + step.id(), "none");

        Trials.await("the second attempt", () -> trials.only(step).state() == OperationState.DONE);
        assertThat(evidences.of(step.id()).of(trials.only(step)))
                .extracting(Attempt::outcome)
                .containsExactly(Outcome.REFUSED, Outcome.DONE);
    }

    @Test
    void fault22APackageManagerThatIsBusyIsNamed() {
        // F_SETLK of a write lock over the whole file, as dpkg itself asks for it
        Operation refused = trials.awaitEnd(trials.submit(server, """
                perl -e 'open F, ">>", "/var/lib/dpkg/lock-frontend"; my $lock = pack("s s x4 q q i x4", 1, 0, 0, 0, 0);
                    fcntl(F, 6, $lock) or die; $| = 1; print "held\n"; sleep 600' >/root/holder &
                until grep -q held /root/holder; do sleep 0.1; done
                dpkg --configure -a && code=0 || code=$?
                kill $!
                exit $code"""));

        assertThat(refused.state()).isEqualTo(OperationState.REFUSED);
        assertThat(refused.symptom()).isEqualTo("locked");
    }

    @Test
    void fault22AScriptWithoutMemoryIsNamedAndOneThatTheKernelKillsIsToldByItsCode() {
        Step hungry =
                trials.submit(server, "ulimit -v 60000; x=$(head -c 200000000 /dev/zero | tr '\\0' y); echo ${#x}");
        Step killed = trials.submit(server, "echo about to die >&2; kill -KILL $BASHPID");

        Operation without = trials.awaitEnd(hungry);
        assertThat(without.state()).isEqualTo(OperationState.REFUSED);
        assertThat(without.symptom()).isEqualTo("out-of-memory");
        Operation dead = trials.awaitEnd(killed);
        assertThat(dead.state()).isEqualTo(OperationState.REFUSED);
        assertThat(dead.exitCode()).isEqualTo(137);
        assertThat(dead.symptom()).isEqualTo("killed");
    }

    private void wasNotLeftToTheNextHolder(Attempt attempt) {
        assertThat(Duration.between(attempt.started(), attempt.ended())).isLessThan(settings.lease());
    }

    private String once(String then) {
        return "echo x >>" + effect + "; " + then;
    }

    private String untilTold(String then) {
        return "until test -e " + effect + ".go; do sleep 0.1; done; " + then;
    }

    private void tell() {
        machine.exec("touch", effect + ".go").orFail();
    }

    /** A server that hangs or is dead never delays another. */
    private void assertOthersAreServedBefore(Park park, Step held) {
        Operation other = trials.awaitEnd(trials.submit(trials.server(park.server("s1")), "true"));
        assertThat(other.state()).isEqualTo(OperationState.DONE);
        assertThat(trials.only(held).state()).isNotEqualTo(OperationState.DONE);
    }

    private void awaitBegin() {
        Trials.await(
                "the begin on the server",
                () -> machine.exec("test", "-e", effect).exit() == 0);
    }

    private void move(String address, int port) {
        assertThat(jdbc.sql("update server set address = ?, port = ? where id = ?")
                        .params(address, port, server)
                        .update())
                .isOne();
    }

    private void dropConnections() {
        jdbc.sql("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                        + " where datname = current_database() and usename = current_user and pid <> pg_backend_pid()")
                .query(Long.class)
                .single();
    }

    private boolean answers() {
        return jdbc.sql("select true").query(Boolean.class).single();
    }

    /** Waits for what only a whole connection can tell. */
    private static void await(BooleanSupplier condition) {
        Trials.await("a database that answers", () -> {
            try {
                return condition.getAsBoolean();
            } catch (DataAccessException e) {
                return false;
            }
        });
    }
}
