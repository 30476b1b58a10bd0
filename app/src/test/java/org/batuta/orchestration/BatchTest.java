package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.batuta.BatutaTest;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What waits for a server while all its calls are taken, or comes in a crowd, travels together. */
@BatutaTest
@WithServers
class BatchTest {

    private static final int CROWD = 48;
    private static final int FEW = 3;

    private final Trials trials;
    private final MeterRegistry meters;

    private TestServer machine;
    private UUID server;

    @Autowired
    BatchTest(Trials trials, MeterRegistry meters) {
        this.trials = trials;
        this.meters = meters;
    }

    @BeforeEach
    void serverIsThere(Park park) {
        machine = park.server("s1");
        server = trials.server(machine);
        trials.awaitEnd(trials.submit(server, "rm -f /root/crowd /root/go"));
        trials.sql("update server set state = 'DRAINING' where id = ?", server);
    }

    @AfterEach
    void serverWorks() {
        trials.sql("update server set state = 'ACTIVE' where id = ?", server);
    }

    @Test
    void t37ACrowdTravelsInFewCallsAndEachRunsOnceWithAResultOfItsOwn() {
        List<Step> crowd = IntStream.range(0, CROWD)
                .mapToObj(n -> trials.submit(
                        server, "echo %1$s >>/root/crowd; echo said %1$s; exit %2$s".formatted(n, n % 10 == 7 ? 3 : 0)))
                .toList();
        double before = exchanges();

        serverWorks();

        for (int n = 0; n < CROWD; n++) {
            Operation ended = trials.awaitEnd(crowd.get(n));
            assertThat(ended.state()).isEqualTo(n % 10 == 7 ? OperationState.REFUSED : OperationState.DONE);
            assertThat(ended.attempts()).isEqualTo(1);
        }
        assertThat(exchanges() - before).isLessThan(CROWD / 3.0);
        assertThat(machine.read("/root/crowd").lines())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, CROWD).mapToObj(Integer::toString).toList());
    }

    @Test
    void t37WhatARequestHasForAServerIsThereAsAWholeOrNotAndRunsOnlyOnceThatIsCommitted() {
        serverWorks();
        Step written = trials.inTransaction(() -> {
            Step step = trials.submit(server, "echo one >>/root/crowd", "echo two >>/root/crowd");
            // whoever comes later is done while this is not yet committed
            Step other = elsewhere(() -> trials.submit(server, "true"));
            assertThat(elsewhere(() -> trials.awaitEnd(other)).state()).isEqualTo(OperationState.DONE);
            assertThat(machine.exec("test", "-e", "/root/crowd").exit()).isNotZero();
            return step;
        });
        trials.awaitEnd(written);
        Trials.await("both", () -> machine.read("/root/crowd").lines().count() == 2);

        Step[] takenBack = new Step[1];
        assertThatThrownBy(() -> trials.inTransaction(() -> {
                    takenBack[0] = trials.submit(server, "echo three >>/root/crowd", "echo four >>/root/crowd");
                    throw new IllegalStateException("the request cannot be written");
                }))
                .hasMessage("the request cannot be written");
        trials.awaitEnd(trials.submit(server, "true"));
        assertThat(trials.all(takenBack[0])).isEmpty();
        assertThat(machine.read("/root/crowd")).doesNotContain("three", "four");
    }

    private static <T> T elsewhere(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work).join();
    }

    @Test
    void t37AStepIsOverWhenEachOfItsOperationsIs(@Autowired StoredSteps steps) {
        serverWorks();
        Step step = trials.submit(server, "true", "until [[ -e /root/over ]]; do sleep 0.1; done; rm /root/over");

        Trials.await("the first", () -> trials.all(step).get(0).state() == OperationState.DONE);

        assertThat(steps.findById(step.id()).orElseThrow().state()).isEqualTo(StepState.RUNNING);
        machine.exec("touch", "/root/over").orFail();
        Trials.await("the step", () -> steps.findById(step.id()).orElseThrow().state() == StepState.DONE);
        assertThat(trials.all(step)).extracting(Operation::state).containsOnly(OperationState.DONE);
    }

    @Test
    void t37AServerHasNoMoreCallsAndACallNoMoreStepsThanAllowed(
            @Autowired OrchestrationSettings settings, @Autowired JdbcClient sql) {
        int most = settings.parallelPerServer() * settings.batch();
        List<Step> crowd = IntStream.rangeClosed(0, most)
                .mapToObj(
                        n -> trials.submit(server, "echo x >>/root/crowd; until [[ -e /root/go ]]; do sleep 0.1; done"))
                .toList();

        serverWorks();

        Supplier<List<Integer>> calls = () -> sql.sql("select count(distinct step_id) from operation"
                        + " where server_id = ? and state = 'RUNNING' group by call_id")
                .param(server)
                .query(Integer.class)
                .list();
        Trials.await(
                "all that may go",
                () -> calls.get().stream().mapToInt(Integer::intValue).sum() >= most);
        assertThat(calls.get()).hasSize(settings.parallelPerServer()).allMatch(steps -> steps <= settings.batch());
        assertThat(trials.only(crowd.get(most)).state()).isEqualTo(OperationState.PENDING);
        Trials.await("a script of each call", () -> begun() >= settings.parallelPerServer());
        assertThat(begun()).isEqualTo(settings.parallelPerServer());

        machine.exec("touch", "/root/go").orFail();
        crowd.forEach(step -> assertThat(trials.awaitEnd(step).state()).isEqualTo(OperationState.DONE));
    }

    private long begun() {
        return machine.exec("cat", "/root/crowd").out().lines().count();
    }

    @Test
    void t37InCalmAFewStepsTravelAloneAndWaitForNoOther(Park park) {
        TestServer calm = park.server("s2");
        UUID id = trials.server(calm);
        trials.sql("update server set state = 'DRAINING' where id = ?", id);
        Step slow = trials.submit(id, "until [[ -e /root/enough ]]; do sleep 0.1; done; rm /root/enough");
        List<Step> others =
                IntStream.range(1, FEW).mapToObj(n -> trials.submit(id, "true")).toList();

        trials.sql("update server set state = 'ACTIVE' where id = ?", id);

        others.forEach(step -> assertThat(trials.awaitEnd(step).state()).isEqualTo(OperationState.DONE));
        assertThat(trials.only(slow).state()).isEqualTo(OperationState.RUNNING);
        calm.exec("touch", "/root/enough").orFail();
        assertThat(trials.awaitEnd(slow).state()).isEqualTo(OperationState.DONE);
    }

    @Test
    void t37WhoComesWithinAMomentOfTheLastCallTravelsWithAllWhoDo() {
        serverWorks();
        double before = exchanges();
        List<Step> stream = IntStream.range(0, CROWD)
                .mapToObj(n -> trials.submit(server, "true"))
                .toList();

        stream.forEach(step -> assertThat(trials.awaitEnd(step).state()).isEqualTo(OperationState.DONE));
        assertThat(exchanges() - before).isLessThan(CROWD / 3.0);
    }

    @Test
    void t37K06WhatIsStoppedInACallIsOnlyItself() {
        Step first = trials.submit(server, "until [[ -e /root/enough ]]; do sleep 0.1; done; rm /root/enough");
        List<Step> crowd = IntStream.range(1, CROWD)
                .mapToObj(n -> trials.submit(server, "true"))
                .toList();

        serverWorks();

        trials.awaitRunning(first);
        trials.stop(first);
        assertThat(trials.awaitEnd(first).state()).isEqualTo(OperationState.ABORTED);
        crowd.forEach(step -> assertThat(trials.awaitEnd(step).state()).isEqualTo(OperationState.DONE));
    }

    /** How often runners were called so far. */
    private double exchanges() {
        return meters.get("batuta.ssh.exchanges").functionCounter().count();
    }
}
