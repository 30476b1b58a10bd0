package org.batuta.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.batuta.BatutaTest;
import org.batuta.OneDatabase;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.spring.SpringExpressionManager;
import org.camunda.bpm.engine.task.TaskQuery;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** CVE-2026-109432: each attack works on a bare engine, its flags set as advised, and is refused by ours. */
@BatutaTest
class ExpressionGuardTest {

    private static final Map<String, Object> VARIABLES =
            Map.of("text", "abc", "number", 41, "list", List.of("one"), "map", Map.of("key", "value"));

    private static ProcessEngine bare;

    @Autowired
    private ProcessEngine ours;

    @BeforeAll
    static void startABareEngine(@Autowired ApplicationContext beans) {
        ProcessEngineConfigurationImpl configuration = new StandaloneProcessEngineConfiguration();
        configuration.setProcessEngineName("bare");
        configuration.setJdbcUrl(OneDatabase.another("bare"));
        configuration.setJdbcDriver("org.postgresql.Driver");
        configuration.setJdbcUsername("postgres");
        configuration.setJdbcPassword("");
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setJavaSerializationFormatEnabled(true);
        configuration.setEnableExpressionsInAdhocQueries(false);
        configuration.setEnableExpressionsInStoredQueries(false);
        configuration.setExpressionManager(new SpringExpressionManager(beans));
        bare = configuration.buildProcessEngine();
    }

    @AfterAll
    static void stopTheBareEngine() {
        bare.close();
    }

    @BeforeEach
    void silence() {
        Canary.SONGS.set(0);
    }

    @Test
    void anExpressionInAnOrQueryRunsJavaWithoutTheGuardOnly() {
        query(bare).list();
        assertThat(Canary.SONGS).as("on a bare engine").hasValue(1);
        query(bare).count();
        assertThat(Canary.SONGS).as("on a bare engine").hasValue(2);

        silence();
        assertThatThrownBy(() -> query(ours).list()).isInstanceOf(ProcessEngineException.class);
        assertThatThrownBy(() -> query(ours).count()).isInstanceOf(ProcessEngineException.class);
        assertThat(Canary.SONGS).as("behind the guard").hasValue(0);
    }

    @Test
    void anExpressionInAStoredFilterRunsJavaWithoutTheGuardOnly() {
        String onBare = store(bare);
        bare.getFilterService().list(onBare);
        assertThat(Canary.SONGS).as("on a bare engine").hasValue(1);

        silence();
        String onOurs = store(ours);
        assertThatThrownBy(() -> ours.getFilterService().list(onOurs)).isInstanceOf(ProcessEngineException.class);
        assertThatThrownBy(() -> ours.getFilterService().count(onOurs)).isInstanceOf(ProcessEngineException.class);
        assertThat(Canary.SONGS).as("behind the guard").hasValue(0);
        ours.getFilterService().deleteFilter(onOurs);
    }

    @Test
    void aScriptRunsWithoutTheGuardOnly() {
        run(bare, "script", script(), instance -> instance);
        assertThat(Canary.SONGS).as("on a bare engine").hasValue(1);

        silence();
        assertThatThrownBy(() -> run(ours, "script", script(), instance -> instance))
                .hasStackTraceContaining("no script runs here");
        assertThat(Canary.SONGS).as("behind the guard").hasValue(0);
    }

    @Test
    void anyBeanIsInReachWithoutTheGuardOnly() {
        assertThat(evaluate(bare, "${environment.getProperty('java.version')}"))
                .isEqualTo(System.getProperty("java.version"));
        assertThatThrownBy(() -> evaluate(ours, "${environment.getProperty('java.version')}"))
                .hasStackTraceContaining("may not use 'environment'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${''.class}",
                "${''['class']}",
                "${''.getClass()}",
                "${''['getClass']()}",
                "${execution.getClass()}",
                "${execution.processEngineServices}",
                "${execution.getProcessEngineServices().getRuntimeService()}",
                "${execution.processEngine.close()}",
                "${execution.getBpmnModelInstance()}",
                "${dataSource.connection}",
                "${processEngine}",
                "${runtimeService}",
                "${people.staff()}",
                "${systemProperties}",
                "${systemEnvironment['PATH']}",
                "${standStill.begin(null)}",
                "${standStill.class}",
                "${list.iterator().getClass()}",
                "${list.stream()}",
                "${text.getBytes().getClass()}",
                "#{''.getClass().forName('java.lang.Runtime')}",
            })
    void refusesWhatIsNotAValue(String expression) {
        assertThatThrownBy(() -> evaluate(ours, expression)).isInstanceOf(ProcessEngineException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${text}",
                "${text.toUpperCase()}",
                "${text == 'abc'}",
                "${list.size()}",
                "${list[0]}",
                "${map.key}",
                "${map['key']}",
                "${number + 1}",
                "${execution.processBusinessKey}",
                "${execution.getVariable('text')}",
                "${execution.id}",
                "${now()}",
                "${dateTime().plusHours(4).toDate()}",
                "${text.length() > 2 ? 'long' : 'short'}",
            })
    void whatPicturesNeedStaysAsItWas(String expression) {
        assertThat(evaluate(ours, expression).getClass())
                .isEqualTo(evaluate(bare, expression).getClass());
    }

    private static TaskQuery query(ProcessEngine engine) {
        return engine.getTaskService()
                .createTaskQuery()
                .or()
                .taskAssigneeExpression(Canary.ATTACK)
                .endOr();
    }

    private static String store(ProcessEngine engine) {
        Filter filter = engine.getFilterService().newTaskFilter("attack");
        filter.setQuery(query(engine));
        return engine.getFilterService().saveFilter(filter).getId();
    }

    private static BpmnModelInstance script() {
        return Bpmn.createExecutableProcess("script")
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .scriptTask()
                .scriptFormat("juel")
                .scriptText(Canary.ATTACK)
                .endEvent()
                .done();
    }

    /** The value as it becomes a variable of the task that the instance stops at. */
    private static Object evaluate(ProcessEngine engine, String expression) {
        BpmnModelInstance model = Bpmn.createExecutableProcess("evaluate")
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .userTask()
                .camundaInputParameter("kept", expression)
                .endEvent()
                .done();
        return run(
                engine,
                "evaluate",
                model,
                instance -> engine.getRuntimeService()
                        .createVariableInstanceQuery()
                        .processInstanceIdIn(instance)
                        .variableName("kept")
                        .singleResult()
                        .getValue());
    }

    private static <T> T run(ProcessEngine engine, String key, BpmnModelInstance model, Function<String, T> then) {
        String deployment = engine.getRepositoryService()
                .createDeployment()
                .addModelInstance(key + ".bpmn", model)
                .deploy()
                .getId();
        try {
            return then.apply(engine.getRuntimeService()
                    .startProcessInstanceByKey(key, "business", VARIABLES)
                    .getId());
        } finally {
            engine.getRepositoryService().deleteDeployment(deployment, true);
        }
    }
}
