package org.batuta.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.batuta.BatutaTest;
import org.batuta.kernel.Refusal;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Whoever completes a task may bring any variable to a bare engine, and only what the task asks for to ours. */
@BatutaTest
class AskedOnlyTest {

    private static final String PICTURE = """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="http://batuta.test">
              <process id="ask" isExecutable="true" camunda:historyTimeToLive="P1D">
                <startEvent id="begin"/>
                <sequenceFlow id="toAsk" sourceRef="begin" targetRef="decide"/>
                <userTask id="decide">
                  <extensionElements>
                    <camunda:formData>
                      <camunda:formField id="choice" type="enum">
                        <camunda:validation><camunda:constraint name="required"/></camunda:validation>
                        <camunda:value id="retry" name="Try again"/>
                        <camunda:value id="skip" name="Go on without it"/>
                      </camunda:formField>
                      <camunda:formField id="comment" type="string">
                        <camunda:validation><camunda:constraint name="maxlength" config="20"/></camunda:validation>
                      </camunda:formField>
                      <camunda:formField id="agreed" type="boolean"/>
                    </camunda:formData>
                  </extensionElements>
                </userTask>
                <sequenceFlow id="toNothing" sourceRef="decide" targetRef="look"/>
                <userTask id="look"/>
              </process>
            </definitions>
            """;

    /** Each way in which the engine lets somebody complete a task. */
    enum Way {
        COMPLETE((engine, task, answers) -> engine.getTaskService().complete(task, answers)),
        COMPLETE_AND_READ(
                (engine, task, answers) -> engine.getTaskService().completeWithVariablesInReturn(task, answers, false)),
        SUBMIT((engine, task, answers) -> engine.getFormService().submitTaskForm(task, answers)),
        SUBMIT_AND_READ((engine, task, answers) ->
                engine.getFormService().submitTaskFormWithVariablesInReturn(task, answers, false));

        private interface Call {
            void of(ProcessEngine engine, String task, Map<String, Object> answers);
        }

        private final Call call;

        Way(Call call) {
            this.call = call;
        }

        void complete(ProcessEngine engine, Task task, Map<String, Object> answers) {
            call.of(engine, task.getId(), answers);
        }
    }

    private static final Map<String, Object> IDS = Map.of("stepId", "mine", "undo", false);
    private static final Map<String, Object> GOOD = Map.of("choice", "retry", "comment", "why", "agreed", true);

    private static ProcessEngine bare;

    @Autowired
    private ProcessEngine ours;

    private final Map<ProcessEngine, String> deployments = new HashMap<>();

    @BeforeAll
    static void startABareEngine() {
        bare = BareEngine.start("asking");
    }

    @AfterAll
    static void stopTheBareEngine() {
        bare.close();
    }

    @BeforeEach
    void deploy() {
        for (ProcessEngine engine : new ProcessEngine[] {bare, ours}) {
            deployments.put(
                    engine,
                    engine.getRepositoryService()
                            .createDeployment()
                            .addString("ask.bpmn", PICTURE)
                            .deploy()
                            .getId());
        }
    }

    @AfterEach
    void remove() {
        deployments.forEach((engine, id) -> engine.getRepositoryService().deleteDeployment(id, true));
    }

    @ParameterizedTest
    @EnumSource
    void whatNobodyAskedForBecomesAVariableWithoutTheGuardOnly(Way way) {
        for (String id : new String[] {"stepId", "undo", "anything"}) {
            Map<String, Object> more = new HashMap<>(GOOD);
            more.put(id, "another");

            Task unguarded = isAsked(bare);
            way.complete(bare, unguarded, more);
            assertThat(variables(bare, unguarded)).as("on a bare engine").containsEntry(id, "another");

            Task guarded = isAsked(ours);
            assertThatThrownBy(() -> way.complete(ours, guarded, more))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.says("not-asked")).isTrue());
            assertThat(variables(ours, guarded)).isEqualTo(IDS);
            assertThat(standsAt(ours, guarded)).isEqualTo("decide");
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesWhatItAsksFor(Way way) {
        Task task = isAsked(ours);
        way.complete(ours, task, GOOD);
        assertThat(variables(ours, task)).containsAllEntriesOf(IDS).containsAllEntriesOf(GOOD);
        assertThat(standsAt(ours, task)).isEqualTo("look");
    }

    @Test
    void aTaskThatAsksForNothingTakesNothing() {
        Task task = isAsked(ours);
        Way.SUBMIT.complete(ours, task, GOOD);
        Task next = next(ours, task);
        assertThatThrownBy(() -> Way.COMPLETE.complete(ours, next, GOOD)).isInstanceOf(Refusal.class);
        ours.getTaskService().complete(next.getId());
        assertThat(next(ours, task)).isNull();
    }

    @Test
    void whatWasAnsweredAnEarlierTimeDoesNotCountAgain() {
        Task task = isAsked(ours, Map.of("choice", "skip", "comment", "long ago", "agreed", true));
        assertThatThrownBy(() -> ours.getTaskService().complete(task.getId())).isInstanceOf(Refusal.class);
        Way.COMPLETE.complete(ours, task, Map.of("choice", "retry"));
        assertThat(variables(ours, task))
                .containsEntry("choice", "retry")
                .containsEntry("comment", null)
                .containsEntry("agreed", null);
    }

    @ParameterizedTest
    @MethodSource
    void refusesAnAnswerOfAnotherKind(Map<String, Object> answers) {
        Task task = isAsked(ours);
        for (Way way : Way.values()) {
            assertThatThrownBy(() -> way.complete(ours, task, answers)).isInstanceOf(Refusal.class);
        }
        assertThat(variables(ours, task)).isEqualTo(IDS);
        assertThat(standsAt(ours, task)).isEqualTo("decide");
    }

    static Stream<Map<String, Object>> refusesAnAnswerOfAnotherKind() {
        Object object = Variables.serializedObjectValue("[\"retry\"]")
                .objectTypeName("java.util.ArrayList")
                .serializationDataFormat("application/json")
                .create();
        Object file = Variables.fileValue("retry").file(new byte[] {1}).create();
        return Stream.of(
                with(answers -> answers.remove("choice")),
                with(answers -> answers.put("choice", null)),
                with(answers -> answers.put("choice", "")),
                with(answers -> answers.put("choice", "Retry")),
                with(answers -> answers.put("choice", 7)),
                with(answers -> answers.put("choice", true)),
                with(answers -> answers.put("choice", object)),
                with(answers -> answers.put("choice", file)),
                with(answers -> answers.put("comment", "x".repeat(21))),
                with(answers -> answers.put("comment", 7)),
                with(answers -> answers.put("comment", object)),
                with(answers -> answers.put("comment", file)),
                with(answers -> answers.put("agreed", "true")),
                with(answers -> answers.put("agreed", 1)));
    }

    private static Map<String, Object> with(Consumer<Map<String, Object>> change) {
        Map<String, Object> answers = new HashMap<>(GOOD);
        change.accept(answers);
        return answers;
    }

    private static Task isAsked(ProcessEngine engine) {
        return isAsked(engine, Map.of());
    }

    private static Task isAsked(ProcessEngine engine, Map<String, Object> more) {
        Map<String, Object> variables = new HashMap<>(IDS);
        variables.putAll(more);
        String instance = engine.getRuntimeService()
                .startProcessInstanceByKey("ask", "business", variables)
                .getId();
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(instance)
                .singleResult();
    }

    private static Task next(ProcessEngine engine, Task before) {
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(before.getProcessInstanceId())
                .singleResult();
    }

    private static String standsAt(ProcessEngine engine, Task task) {
        return next(engine, task).getTaskDefinitionKey();
    }

    private static Map<String, Object> variables(ProcessEngine engine, Task task) {
        return engine.getRuntimeService().getVariables(task.getProcessInstanceId());
    }
}
