package org.batuta.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.batuta.BatutaTest;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@BatutaTest
class ProcessesTest {

    private final String businessKey = UUID.randomUUID().toString();

    @Autowired
    private Processes processes;

    @Autowired
    private StandStill standStill;

    @Autowired
    private Transactions transactions;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private TaskService tasks;

    @Autowired
    private HistoryService history;

    @Autowired
    private IdentityService identity;

    @Test
    void aWaitingTaskStandsUntilItIsReached() {
        String instance = start();
        assertThat(runtime.getActiveActivityIds(instance)).containsExactly("standStill");

        assertThat(processes.reach(standsAt(instance))).isTrue();
        assertThat(processes.reach(standsAt(instance)))
                .as("the step has been left, only its job is still to come")
                .isFalse();
    }

    @Test
    void noVariableStandsInForTheCodeOfAStep() {
        String instance = processes.start("wait-for-work", businessKey, Map.of("standStill", "something else"));
        assertThat(runtime.getActiveActivityIds(instance)).containsExactly("standStill");
    }

    @Test
    void aTaskWithNothingToWaitForIsLeftAtOnce() {
        String instance = processes.start("wait-for-work", businessKey, Map.of("nothingToDo", "true"));
        assertThat(processes.reach(standsAt(instance))).isFalse();
    }

    @Test
    void aFailureLeavesByTheBoundaryError() {
        String instance = start();
        assertThat(processes.fail(standsAt(instance), "refused")).isTrue();
        assertThat(ends(instance)).containsExactly("notDone");
    }

    @Test
    void aFailureThatNobodyDrewChangesNothing() {
        String instance = start();
        assertThat(catchThrowable(() -> processes.fail(standsAt(instance), "unheardOf")))
                .hasMessageContaining("ENGINE-02042");
        assertThat(runtime.getActiveActivityIds(instance)).containsExactly("standStill");
    }

    @Test
    void aLateResultDoesNotCompleteAPersonsTask() {
        String instance = start();
        String execution = standsAt(instance);
        assertThat(processes.send("stop", businessKey)).isTrue();

        assertThat(processes.reach(execution)).isFalse();
        assertThat(processes.reach(instance)).isFalse();
        assertThat(processes.fail(execution, "refused")).isFalse();
        assertThat(tasks.createTaskQuery().processInstanceId(instance).count()).isOne();
    }

    @Test
    void aMessageForNobodyIsNoFailure() {
        assertThat(transactions.retrying(() -> processes.send("stop", businessKey)))
                .isFalse();
    }

    @Test
    void aMessageAfterTheCommitReachesWhatTheCommitMade() {
        String instance = transactions.retrying(() -> {
            transactions.afterCommit(() -> processes.send("stop", businessKey));
            return start();
        });
        assertThat(tasks.createTaskQuery().processInstanceId(instance).count()).isOne();
    }

    @Test
    void whoeverMayByOurPermissionsNeedsNoneOfTheEngine() {
        String execution = standsAt(processes.start("wait-for-work", "another", Map.of()));
        identity.setAuthentication("somebody", List.of(Grants.OPERATORS));
        try {
            String instance = start();
            assertThat(processes.waitsFor(instance, "stop")).isTrue();
            assertThat(processes.sendTo(instance, "stop")).isTrue();
            assertThat(processes.reach(execution)).isTrue();
            start();
            assertThat(processes.send("stop", businessKey)).isTrue();
            assertThat(identity.getCurrentAuthentication().getUserId()).isEqualTo("somebody");
        } finally {
            identity.clearAuthentication();
        }
    }

    @Test
    void resultAndMessageAtOnceHaveOneWinner() throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 20; round++) {
                String key = UUID.randomUUID().toString();
                String instance = processes.start("wait-for-work", key, Map.of());
                String execution = standsAt(instance);
                CountDownLatch go = new CountDownLatch(1);
                Future<Boolean> result = both.submit(racing(go, () -> processes.fail(execution, "refused")));
                Future<Boolean> message = both.submit(racing(go, () -> processes.send("stop", key)));
                go.countDown();
                assertThat(result.get()).isNotEqualTo(message.get());
            }
        } finally {
            both.shutdownNow();
        }
    }

    private Callable<Boolean> racing(CountDownLatch go, Callable<Boolean> deed) {
        return () -> {
            go.await();
            return transactions.retrying(() -> {
                try {
                    return deed.call();
                } catch (RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        };
    }

    private String start() {
        return processes.start("wait-for-work", businessKey, Map.of());
    }

    private String standsAt(String instance) {
        return standStill.placeOf(instance);
    }

    private List<String> ends(String instance) {
        return history
                .createHistoricActivityInstanceQuery()
                .processInstanceId(instance)
                .activityType("noneEndEvent")
                .list()
                .stream()
                .map(HistoricActivityInstance::getActivityId)
                .toList();
    }
}
