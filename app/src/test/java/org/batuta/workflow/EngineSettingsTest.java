package org.batuta.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.script.ScriptEngineManager;
import org.batuta.BatutaTest;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.ReadOnlyIdentityProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@BatutaTest
class EngineSettingsTest {

    @Autowired
    private ProcessEngineConfigurationImpl engine;

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("whatOurSafetyNeeds")
    void keeps(String setting, Object wanted, Function<ProcessEngineConfigurationImpl, Object> read) {
        assertThat(read.apply(engine)).isEqualTo(wanted);
    }

    static Stream<Arguments> whatOurSafetyNeeds() {
        return Stream.of(
                // who may do what
                setting("authorization", true, engine -> engine.isAuthorizationEnabled()),
                setting(
                        "the group that may do everything",
                        List.of("camunda-admin"),
                        engine -> engine.getAdminGroups()),
                setting("persons who may do everything", List.of(), engine -> engine.getAdminUsers()),
                setting(
                        "where persons come from",
                        ReadOnlyIdentityProvider.class,
                        engine -> engine.getIdentityProviderSessionFactory().getSessionType()),
                // what of others' text it runs or reads
                setting("expressions in queries", false, engine -> engine.isEnableExpressionsInAdhocQueries()),
                setting("expressions in stored filters", true, engine -> engine.isEnableExpressionsInStoredQueries()),
                setting("XML entities", false, engine -> engine.isEnableXxeProcessing()),
                setting("serialized Java", false, engine -> engine.isJavaSerializationFormatEnabled()),
                setting("the format of objects", "application/json", engine -> engine.getDefaultSerializationFormat()),
                setting("checked classes of objects", true, engine -> engine.isDeserializationTypeValidationEnabled()),
                setting("compiled scripts", false, engine -> engine.isEnableScriptCompilation()),
                setting("what scripts load", false, engine -> engine.isEnableScriptEngineLoadExternalResources()),
                setting("scripts of others", false, engine -> engine.isEnableFetchScriptEngineFromProcessApplication()),
                setting("times that are read anew", true, engine -> engine.isReevaluateTimeCycleWhenDue()),
                // what it keeps, and what it does not let pass
                setting("an end of history", true, engine -> engine.isEnforceHistoryTimeToLive()),
                setting(
                        "history",
                        KeptHistory.class,
                        engine -> engine.getHistoryLevel().getClass()),
                setting(
                        "failing on errors that nobody drew",
                        true,
                        engine -> engine.isEnableExceptionsAfterUnhandledBpmnError()));
    }

    private static Arguments setting(
            String name, Object wanted, Function<ProcessEngineConfigurationImpl, @Nullable Object> read) {
        return arguments(name, wanted, read);
    }

    @Test
    void logLinesOfAProcessCarryItsInstanceAndWhatItIsAbout() {
        assertThat(engine.getLoggingContextProcessInstanceId()).isEqualTo("processInstanceId");
        assertThat(engine.getLoggingContextBusinessKey()).isEqualTo("request");
    }

    @Test
    void noScriptLanguageIsThereButTheEnginesOwn() {
        assertThat(new ScriptEngineManager().getEngineFactories())
                .extracting(factory -> factory.getClass().getName())
                .allMatch(name -> name.startsWith("org.camunda."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"juel", "feel", "javascript", "groovy", "python", "ruby"})
    void noScriptLanguageRuns(String language) {
        assertThatThrownBy(() -> engine.getScriptEngineResolver().getScriptEngine(language, true))
                .isInstanceOf(ProcessEngineException.class);
    }
}
