package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@BatutaTest
@WithServers
@Import(Trials.class)
class DispatcherTest {

    private final Trials trials;
    private final Operations operations;
    private final Evidences evidences;

    private TestServer machine;
    private UUID server;

    @Autowired
    DispatcherTest(Trials trials, Operations operations, Evidences evidences) {
        this.trials = trials;
        this.operations = operations;
        this.evidences = evidences;
    }

    @BeforeEach
    void serverIsThere(Park park) {
        machine = park.server("s1");
        server = trials.server(machine);
    }

    @Test
    void runsAScriptAndKeepsWhatItSaid() {
        Step step = trials.submit(server, "echo seen; echo $BATUTA_OPERATION");

        Operation done = trials.awaitEnd(step);

        assertThat(done.state()).isEqualTo(OperationState.DONE);
        Attempt attempt = attempts(step).get(0);
        assertThat(attempt.stdout()).startsWith("seen\n" + done.id() + "-1");
        assertThat(attempt.exitCode()).isZero();
        assertThat(attempt.scriptSha()).hasSize(64);
    }

    @Test
    void k06KillsTheWholeTreeOfAScriptOverItsLimit() {
        Step step = trials.submit(
                server,
                List.of(Trials.trial(Map.of(
                        "deed",
                        "trap '' TERM; (trap '' TERM; exec -a trial-child sleep 300) & setsid sleep 301 & wait"))));
        trials.awaitRunning(step);

        operations.stop(step.id(), "nobody", Outcome.TIMED_OUT);

        assertThat(trials.awaitEnd(step).state()).isEqualTo(OperationState.TIMED_OUT);
        assertThat(machine.processes("sleep 30[01]")).isEmpty();
        assertThat(attempts(step).get(0).stderr()).contains("batuta: killed");
    }

    @Test
    void exit75IsARefusalWithItsCode() {
        Operation refused = trials.awaitEnd(trials.submit(server, "echo busy >&2; exit 75"));

        assertThat(refused.state()).isEqualTo(OperationState.REFUSED);
        assertThat(refused.exitCode()).isEqualTo(75);
    }

    private List<Attempt> attempts(Step step) {
        Operation operation = trials.only(step);
        return evidences.of(step.id()).of(operation);
    }
}
