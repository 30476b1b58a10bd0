package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.batuta.BatutaTest;
import org.batuta.kernel.PlainText;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What a script may print without end, and what a server may answer that is no longer ours (A39, A40). */
@BatutaTest
@WithServers
class HostileServerTest {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final long GIBIBYTE = 1L << 30;
    private static final String RUNNER = "/usr/local/sbin/batuta-runner";
    private static final String SPOOL = "/var/lib/batuta/operations/";

    private final Trials trials;
    private final Operations operations;
    private final Evidences evidences;
    private final Ssh ssh;
    private final Runner runner;
    private final Leases leases;

    private TestServer machine;
    private UUID server;

    @Autowired
    HostileServerTest(
            Trials trials, Operations operations, Evidences evidences, Ssh ssh, Runner runner, Leases leases) {
        this.trials = trials;
        this.operations = operations;
        this.evidences = evidences;
        this.ssh = ssh;
        this.runner = runner;
        this.leases = leases;
    }

    @BeforeEach
    void serverIsThere(Park park) {
        machine = park.server("s2");
        server = trials.server(machine);
    }

    @Test
    void attack39KeepsTheEndsOfAGibibyteWithoutANewline() {
        Step step = trials.submit(
                server, "printf first; head -c " + GIBIBYTE + " /dev/zero | tr '\\0' y; printf last; exit 4");

        Operation ended = trials.awaitEnd(step);

        assertThat(ended.state()).isEqualTo(OperationState.REFUSED);
        assertThat(ended.exitCode()).isEqualTo(4);
        Attempt attempt = evidences.of(step.id()).of(ended).get(0);
        assertThat(attempt.stdoutBytes()).isEqualTo(GIBIBYTE + 9);
        assertThat(attempt.stdout())
                .hasSizeLessThan(200_000)
                .startsWith("firstyyy")
                .contains("bytes left out")
                .endsWith("yyylast");
    }

    @Test
    void attack39AnEndlessOutputIsEndedAndFillsNoDisk() {
        Step step = trials.submit(server, "yes endless");
        trials.awaitRunning(step);
        String output = SPOOL + trials.only(step).runId() + ".out";
        Trials.await("much output", () -> size(output, "%s") > GIBIBYTE / 4);
        Trials.await("the disk given back", () -> size(output, "%b") * 512 < size(output, "%s") / 2);

        operations.stop(step.id(), "nobody", Outcome.TIMED_OUT);

        Operation ended = trials.awaitEnd(step);
        assertThat(ended.state()).isEqualTo(OperationState.TIMED_OUT);
        assertThat(machine.processes("yes endless")).isEmpty();
        Attempt attempt = evidences.of(step.id()).of(ended).get(0);
        assertThat(attempt.stdout()).hasSizeLessThan(300_000).startsWith("endless\nendless\n");
        assertThat(attempt.stdoutBytes()).isGreaterThan(GIBIBYTE / 4);
    }

    /** Longer than one call waits, so that the next one is told what it lacks and nothing twice. */
    @Test
    void attack39AByteInTwentySecondsIsGatheredOnceAndHoldsNobodyUp(Park park) {
        Step step = trials.submit(server, "printf a; sleep 21; printf b; sleep 21; printf c; exit 4");
        trials.awaitRunning(step);

        Operation other = trials.awaitEnd(trials.submit(trials.server(park.server("s1")), "true"));
        Operation beside = trials.awaitEnd(trials.submit(server, "true"));

        assertThat(other.state()).isEqualTo(OperationState.DONE);
        assertThat(beside.state()).isEqualTo(OperationState.DONE);
        assertThat(trials.only(step).state()).isEqualTo(OperationState.RUNNING);
        Operation ended = trials.awaitEnd(step);
        assertThat(ended.state()).isEqualTo(OperationState.REFUSED);
        assertThat(ended.exitCode()).isEqualTo(4);
        Attempt attempt = evidences.of(step.id()).of(ended).get(0);
        assertThat(attempt.stdout()).isEqualTo("abc");
        assertThat(attempt.stdoutBytes()).isEqualTo(3);
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("a gibibyte without a newline", "head -c 1073741824 /dev/zero | tr '\\0' y"),
                Arguments.of("no end", "yes"),
                Arguments.of("a byte now and then", "while printf b; do sleep 0.2; done"),
                Arguments.of(
                        "a frame that comes a byte now and then",
                        "printf 'batuta1 check done 0 9 0 9 0\\n'; while printf b; do sleep 1; done"),
                Arguments.of("more than it may announce", "printf 'batuta1 check done 0 9999999 0 9999999 0\\n'; yes"),
                Arguments.of("a number that is none", "printf 'batuta1 check done 0 99999999999999999999 0 1 0\\n'"),
                Arguments.of("less than it announced", "printf 'batuta1 check done 0 9 0 9 0\\nshort'"),
                Arguments.of("about something else", "printf 'batuta1 other done 0 0 0 0 0\\n'"),
                Arguments.of("an unknown state", "printf 'batuta1 check splendid 0 0 0 0 0\\n'"),
                Arguments.of("NUL and broken UTF-8", "printf 'batuta1 \\0\\377\\300 done 0 0 0 0 0\\n'"),
                Arguments.of("the end of its output but not its own", "exec >&- 2>&-; sleep 30"),
                Arguments.of("by dying", "kill -KILL $$"),
                Arguments.of("success without a frame", "exit 0"),
                Arguments.of("on the wrong stream, without end", "yes >&2"),
                Arguments.of(
                        "escapes",
                        "printf '\\033]0;owned\\007\\033[2J\\r\\n2026-01-01 ERROR forged\\u202e' | tee /dev/stderr; exit 1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void attack39BelievesNothingThatIsNoAnswerOfTheRunner(String how, String answer) {
        Target target = trials.inTransaction(() -> Objects.requireNonNull(leases.target(server)));
        machine.exec("cp", "-p", RUNNER, RUNNER + ".ours").orFail();
        try {
            machine.write(RUNNER + ".theirs", "#!/bin/bash\n" + answer + "\n");
            machine.exec("sh", "-c", "chmod 755 $0.theirs; mv -f $0.theirs $0", RUNNER)
                    .orFail();

            LineBroken broken = catchThrowableOfType(
                    LineBroken.class,
                    () -> ssh.exchange(
                            target, Door.OPERATE, "check", new byte[0], LIMIT, in -> Frame.read(in, "check")));

            assertThat(broken).as(how).isNotNull();
            assertThat(broken).hasMessage(PlainText.visibleLine(String.valueOf(broken.getMessage())));
            assertThat(broken.getMessage()).hasSizeLessThan(3000);
        } finally {
            machine.exec("mv", "-f", RUNNER + ".ours", RUNNER).orFail();
        }
    }

    @Test
    void attack39IsWellAgainWhenTheServerIs() throws Exception {
        Target target = trials.inTransaction(() -> Objects.requireNonNull(leases.target(server)));

        assertThat(runner.check(target, Door.OPERATE).version()).isPositive();
        assertThat(List.of(trials.awaitEnd(trials.submit(server, "true")).state()))
                .containsExactly(OperationState.DONE);
    }

    private long size(String file, String what) {
        String said = machine.exec("stat", "-c", what, file).out().strip();
        return said.isEmpty() ? 0 : Long.parseLong(said);
    }
}
