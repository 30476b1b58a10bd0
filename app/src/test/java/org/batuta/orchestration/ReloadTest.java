package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.batuta.BatutaTest;
import org.batuta.kernel.Ids;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.batuta.workflow.Processes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What changed something that its daemon reads only when it is told to: the paragraphs of the package, one by one. */
@BatutaTest
@WithServers
class ReloadTest {

    private static final int CROWD = 50;
    private static final int FEW = 8;

    private final Trials trials;
    private final Operations operations;
    private final StoredOperations stored;
    private final StoredSteps steps;
    private final StoredAttempts attempts;
    private final StoredIncidents incidents;
    private final Processes processes;
    private final ApplicationEventMulticaster events;

    private TestServer machine;
    private UUID server;

    @Autowired
    ReloadTest(
            Trials trials,
            Operations operations,
            StoredOperations stored,
            StoredSteps steps,
            StoredAttempts attempts,
            StoredIncidents incidents,
            Processes processes,
            ApplicationEventMulticaster events) {
        this.trials = trials;
        this.operations = operations;
        this.stored = stored;
        this.steps = steps;
        this.attempts = attempts;
        this.incidents = incidents;
        this.processes = processes;
        this.events = events;
    }

    @BeforeEach
    void nothingWasReloadedYet(Park park) {
        machine = park.server("s1");
        server = trials.server(machine);
        machine.exec("rm", "-f", "/root/reloads", "/root/broken", "/root/slow").orFail();
        machine.exec("touch", "/root/reloads").orFail();
    }

    @AfterEach
    void theServerWorks() {
        machine.exec("rm", "-f", "/root/broken", "/root/slow").orFail();
        trials.sql("update server set state = 'ACTIVE' where id = ?", server);
    }

    @Test
    void t37AReloadWaitsForAllThatRunsWhenItIsWantedAndCoversEachOfThem() {
        trials.sql("update server set state = 'DRAINING' where id = ?", server);
        List<Step> crowd =
                IntStream.range(0, CROWD).mapToObj(n -> change("reload_due")).toList();

        trials.sql("update server set state = 'ACTIVE' where id = ?", server);

        Set<UUID> covering = new HashSet<>();
        for (Step step : crowd) {
            Operation done = trials.awaitEnd(step);
            assertThat(done.state()).isEqualTo(OperationState.DONE);
            assertThat(done.attempts()).isEqualTo(1);
            Operation reload = reloadOf(done);
            assertThat(reload.state()).isEqualTo(OperationState.DONE);
            assertThat(reload.started())
                    .isAfterOrEqualTo(attemptsOf(done).get(0).ended());
            covering.add(reload.id());
        }
        assertThat(covering).hasSizeLessThanOrEqualTo(FEW);
        assertThat(reloaded()).isEqualTo(covering.size());
    }

    @Test
    void t37AReloadWaitsForALongScriptOnlyAWhile() {
        Step slow = aLongScriptAtWork();
        Step step = change("reload_due");
        Operation reload = reloadThatWaitsFor(step);

        trials.sql("update operation set created = created - interval '1 hour' where id = ?", reload.id());

        assertThat(trials.awaitEnd(step).state()).isEqualTo(OperationState.DONE);
        assertThat(trials.only(slow).state()).isEqualTo(OperationState.RUNNING);
        machine.exec("touch", "/root/read-enough").orFail();
        assertThat(trials.awaitEnd(slow).state()).isEqualTo(OperationState.DONE);
    }

    @Test
    void t37WhatSaysNothingIsFollowedByNone() {
        Operation done = trials.awaitEnd(change("true"));

        assertThat(done.state()).isEqualTo(OperationState.DONE);
        assertThat(done.reload()).isNull();
        assertThat(reloaded()).isZero();
    }

    @Test
    void t37OfWhatWasCutShortNobodyKnowsSoThatTheDaemonIsReloaded() {
        Step step = change("until [[ -e /root/read-enough ]]; do sleep 0.1; done");
        trials.awaitRunning(step);
        trials.stop(step);

        Operation killed = trials.awaitEnd(step);

        assertThat(killed.state()).isEqualTo(OperationState.ABORTED);
        Trials.await("the reload", () -> reloadOf(trials.only(step)).state().isDone());
        assertThat(reloaded()).isOne();
    }

    @Test
    void t37OfWhatACheckFindsDoneByHandNobodyKnowsEither() {
        String deed = "test -e /root/by-hand || exit 3";
        machine.exec("rm", "-f", "/root/by-hand").orFail();
        Step step = trials.submit(server, List.of(change(Ids.next(), deed, "test -e /root/by-hand")));
        assertThat(trials.awaitEnd(step).state()).isEqualTo(OperationState.REFUSED);
        assertThat(trials.only(step).reload()).isNull();
        machine.write("/root/slow", "");

        machine.write("/root/by-hand", "");
        operations.check(step.id(), "nobody");

        awaitReloading(step);
        operations.submit(step.id(), "nobody", "none");
        machine.exec("rm", "/root/slow").orFail();
        assertThat(trials.awaitEnd(step).state()).isEqualTo(OperationState.DONE);
        assertThat(trials.only(step).attempts()).isOne();
        assertThat(reloaded()).isOne();
    }

    @Test
    void t37TheReloadIsWrittenInTheTransactionThatWritesTheAttemptsEnd(@Autowired JdbcClient sql) {
        Step slow = aLongScriptAtWork();
        Step step = change("reload_due");
        Operation reload = reloadThatWaitsFor(step);

        List<String> writers = Stream.of(
                        Map.entry(
                                "attempt where operation_id", trials.only(step).id()),
                        Map.entry("operation where id", trials.only(step).id()),
                        Map.entry("operation where id", reload.id()),
                        Map.entry("step where id", reload.stepId()))
                .map(row -> sql.sql("select xmin::text from " + row.getKey() + " = ?")
                        .param(row.getValue())
                        .query(String.class)
                        .single())
                .toList();

        assertThat(writers.stream().distinct())
                .as("transactions of %s", writers)
                .hasSize(1);
        machine.exec("touch", "/root/read-enough").orFail();
        assertThat(trials.awaitEnd(step).state()).isEqualTo(OperationState.DONE);
        trials.awaitEnd(slow);
    }

    @Test
    void t37WhatIsRefusedIsNotHeldUpButItsNextTryIsDoneOnlyWithTheReloadThatTheFirstOneNeeded() {
        machine.write("/root/broken", "");
        machine.exec("rm", "-f", "/root/again").orFail();
        Step step = change("[[ -e /root/again ]] || { touch /root/again; reload_due; exit 3; }");
        assertThat(trials.awaitEnd(step).state()).isEqualTo(OperationState.REFUSED);

        operations.submit(step.id(), "nobody", "none");
        awaitReloading(step);
        mend(reloadOf(trials.only(step)));

        assertThat(trials.awaitEnd(step).state()).isEqualTo(OperationState.DONE);
        assertThat(trials.only(step).attempts()).isEqualTo(2);
        assertThat(reloaded()).isOne();
    }

    @Test
    void t37WhatFollowsForTheSameServiceDoesNotWaitForTheReloadButTheStepDoes() {
        machine.write("/root/slow", "");
        UUID service = Ids.next();
        Step step = trials.submit(server, List.of(change(service, "reload_due"), change(service, "true")));

        Trials.await("the second one", () -> ofStep(step).get(1).state() == OperationState.DONE);
        assertThat(ofStep(step).get(0).state()).isEqualTo(OperationState.RELOADING);
        assertThat(steps.findById(step.id()).orElseThrow().state()).isEqualTo(StepState.RUNNING);
        machine.exec("rm", "/root/slow").orFail();

        Trials.await("the step", () -> steps.findById(step.id()).orElseThrow().state() == StepState.DONE);
        assertThat(ofStep(step)).allSatisfy(each -> assertThat(each.state()).isEqualTo(OperationState.DONE));
    }

    @Test
    void t37Fault22AReloadThatFailsIsOneIncidentOfTheServerAndWhatWaitsForItIsNotBlamed() {
        machine.write("/root/broken", "");
        List<Step> crowd =
                IntStream.range(0, 10).mapToObj(n -> change("reload_due")).toList();

        crowd.forEach(this::awaitReloading);
        Operation reload = reloadOf(trials.only(crowd.get(0)));
        Trials.await("one incident", () -> reloadIncidents() == 1);
        assertThat(crowd)
                .allSatisfy(step -> assertThat(trials.only(step).state()).isEqualTo(OperationState.RELOADING));
        assertThat(attemptsOf(reload)).extracting(Attempt::outcome).contains(Outcome.REFUSED);
        assertThat(attemptsOf(reload).get(0).stderr()).contains("would not run with its settings");

        mend(reloadOf(trials.only(crowd.get(0))));

        crowd.forEach(step -> assertThat(trials.awaitEnd(step).state()).isEqualTo(OperationState.DONE));
        crowd.forEach(step -> assertThat(trials.only(step).attempts()).isEqualTo(1));
        Trials.await("no incident", () -> reloadIncidents() == 0);
    }

    @Test
    void t37WhatWaitsForAReloadThatSomebodyGaveUpGoesOn() {
        machine.write("/root/broken", "");
        Step step = change("reload_due");
        awaitReloading(step);
        Operation reload = reloadOf(trials.only(step));
        Trials.await("a person is asked", () -> reloadIncidents() == 1);

        processes.sendTo(processOf(reload), "abort");

        assertThat(trials.awaitEnd(step).state()).isEqualTo(OperationState.DONE);
        assertThat(reloadOf(trials.only(step)).state()).isEqualTo(OperationState.SUPERSEDED);
        Trials.await("no incident", () -> reloadIncidents() == 0);
    }

    @Test
    void fault22WhoComesToWaitWhileTheReloadFailsInAnotherTransactionIsToldSoOnce(
            @Autowired Results results, @Autowired JdbcClient sql) {
        Operation reload = aReloadAtWork();
        Step step = aLongScriptAtWork();
        machine.write("/root/broken", "");
        try (Told told = new Told()) {
            trials.inTransaction(() -> {
                assertThat(endsWithAReloadDue(results, trials.only(step))).isTrue();
                machine.exec("rm", "/root/slow").orFail();
                Trials.await("who saw it fail", () -> hasFailed(sql, reload) || somebodyWaitsForTheirTurn(sql));
                return step;
            });

            Trials.await("who is told", () -> told.steps().contains(step.id()));
            mend(reload);
            assertThat(trials.awaitEnd(step).state()).isEqualTo(OperationState.DONE);
            assertThat(told.steps()).containsOnlyOnce(step.id());
        }
        machine.exec("touch", "/root/read-enough").orFail();
    }

    @Test
    void fault22WhoComesToWaitWhileAReloadThatFailedIsTriedAgainIsToldSoToo() {
        Operation reload = aReloadAtWork();
        Step step = aLongScriptAtWork("reload_due");
        machine.write("/root/broken", "");
        trials.sql("update server set state = 'DRAINING' where id = ?", server);
        try (Told told = new Told()) {
            machine.exec("rm", "/root/slow").orFail();
            Trials.await("the next try", () -> {
                Operation now = stored.findById(reload.id()).orElseThrow();
                return now.attempts() == 1 && now.state() == OperationState.PENDING;
            });

            machine.exec("touch", "/root/read-enough").orFail();

            Trials.await("who is told", () -> told.steps().contains(step.id()));
            trials.sql("update server set state = 'ACTIVE' where id = ?", server);
            mend(reload);
            assertThat(trials.awaitEnd(step).state()).isEqualTo(OperationState.DONE);
            assertThat(told.steps()).containsOnlyOnce(step.id());
        }
    }

    @Test
    void fault01AReloadIsNotForgottenWhenWhoeverSawItsEndDied() {
        trials.sql("update server set state = 'DRAINING' where id = ?", server);
        Step step = change("reload_due");
        trials.sql("update server set state = 'ACTIVE' where id = ?", server);
        machine.write("/root/slow", "");
        awaitReloading(step);
        Operation reload = reloadOf(trials.only(step));
        Trials.await("its begin", () -> reloadOf(trials.only(step)).state() == OperationState.RUNNING);

        trials.sql("update operation set state = 'DONE', claimed_by = null where id = ?", reload.id());

        assertThat(trials.awaitEnd(step).state()).isEqualTo(OperationState.DONE);
        machine.exec("rm", "/root/slow").orFail();
        Trials.await("the end of its script", () -> reloaded() == 1);
        trials.sql("update step set state = 'DONE' where id = ?", reload.stepId());
    }

    private Step change(String deed) {
        return trials.submit(server, List.of(change(Ids.next(), deed)));
    }

    private static PlannedOperation change(UUID service, String deed) {
        return change(service, deed, "false");
    }

    private static PlannedOperation change(UUID service, String deed, String look) {
        return new PlannedOperation(
                Ids.next(),
                "Acme",
                service,
                "reloaded",
                "reloaded.test",
                Verb.APPLY,
                Map.of("deed", deed, "look", look),
                null,
                JsonNodeFactory.instance.objectNode(),
                "ada",
                null);
    }

    private Step aLongScriptAtWork() {
        return aLongScriptAtWork("true");
    }

    private Step aLongScriptAtWork(String end) {
        machine.exec("rm", "-f", "/root/read-enough").orFail();
        Step slow = change("until [[ -e /root/read-enough ]]; do sleep 0.1; done; " + end);
        trials.awaitRunning(slow);
        return slow;
    }

    /** The reload that a step waits for, while it is held back by what runs. */
    private Operation reloadThatWaitsFor(Step step) {
        awaitReloading(step);
        Operation reload = reloadOf(trials.only(step));
        assertThat(reload.state()).isEqualTo(OperationState.PENDING);
        return reload;
    }

    private Operation aReloadAtWork() {
        machine.write("/root/slow", "");
        Step step = change("reload_due");
        awaitReloading(step);
        Trials.await("its begin", () -> reloadOf(trials.only(step)).state() == OperationState.RUNNING);
        return reloadOf(trials.only(step));
    }

    private static boolean endsWithAReloadDue(Results results, Operation held) {
        Output said = new Output("reload=due\n", 11);
        return results.write(
                Objects.requireNonNull(held.claimedBy()),
                held,
                new Result(Outcome.DONE, 0, null, said, Output.NONE, false, null));
    }

    private static boolean hasFailed(JdbcClient sql, Operation reload) {
        return sql.sql("select state <> 'RUNNING' from operation where id = ?")
                .param(reload.id())
                .query(Boolean.class)
                .single();
    }

    private boolean somebodyWaitsForTheirTurn(JdbcClient sql) {
        return sql.sql("select exists (select from pg_locks where locktype = 'advisory' and not granted"
                        + " and classid::bigint << 32 | objid::bigint = hashtextextended(?, 0))")
                .param("reload " + server)
                .query(Boolean.class)
                .single();
    }

    /** The steps that were told that their reload takes longer, as it was committed. */
    private final class Told
            implements ApplicationListener<PayloadApplicationEvent<StepEvents.ReloadDelayed>>, AutoCloseable {

        private final List<UUID> steps = new CopyOnWriteArrayList<>();

        Told() {
            events.addApplicationListener(this);
        }

        @Override
        public void onApplicationEvent(PayloadApplicationEvent<StepEvents.ReloadDelayed> event) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    steps.add(event.getPayload().stepId());
                }
            });
        }

        List<UUID> steps() {
            return steps;
        }

        @Override
        public void close() {
            events.removeApplicationListener(this);
        }
    }

    private void awaitReloading(Step step) {
        Trials.await("the reload of " + step.id(), () -> trials.only(step).state() == OperationState.RELOADING);
    }

    private Operation reloadOf(Operation operation) {
        return stored.findById(Objects.requireNonNull(operation.reload())).orElseThrow();
    }

    private List<Operation> ofStep(Step step) {
        return stored.ofStep(step.id());
    }

    private List<Attempt> attemptsOf(Operation operation) {
        return attempts.findByOperationIdInOrderByEnded(List.of(operation.id()));
    }

    private int reloaded() {
        return Math.toIntExact(machine.read("/root/reloads").lines().count());
    }

    private long reloadIncidents() {
        return incidents.findByServerIdAndKindAndClosedIsNull(server, Incident.Kind.FAILURE).stream()
                .filter(incident -> incident.verb() == Verb.RELOAD)
                .count();
    }

    /** A person takes the cause away and tries again what waits for that. */
    private void mend(Operation reload) {
        Trials.await("a person is asked", () -> processes.waitsFor(processOf(reload), "retryNow"));
        machine.exec("rm", "/root/broken").orFail();
        processes.sendTo(processOf(reload), "retryNow");
    }

    private String processOf(Operation reload) {
        return String.valueOf(steps.findById(reload.stepId()).orElseThrow().processInstanceId());
    }
}
