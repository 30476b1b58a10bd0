package org.batuta.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import javax.script.ScriptEngineManager;
import org.batuta.BatutaTest;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@BatutaTest
class EngineSettingsTest {

    @Autowired
    private ProcessEngineConfigurationImpl engine;

    @Test
    void keepsWhatOurSafetyNeeds() {
        assertThat(engine.isAuthorizationEnabled()).isTrue();
        assertThat(engine.getAdminGroups()).isEqualTo(List.of("camunda-admin"));
        assertThat(engine.getAdminUsers()).isEmpty();
        assertThat(engine.isEnableXxeProcessing()).isFalse();
        assertThat(engine.isJavaSerializationFormatEnabled()).isFalse();
        assertThat(engine.isEnforceHistoryTimeToLive()).isTrue();
        assertThat(engine.isEnableExceptionsAfterUnhandledBpmnError()).isTrue();
        assertThat(engine.isEnableExpressionsInAdhocQueries()).isFalse();
        assertThat(engine.getDefaultSerializationFormat()).isEqualTo("application/json");
        assertThat(engine.getHistoryLevel()).isEqualTo(HistoryLevel.HISTORY_LEVEL_FULL);
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
