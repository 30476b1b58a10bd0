package org.batuta.workflow;

import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What the engine must do for our safety, whatever the configuration says: applied last. */
@Component
@Order(PinnedSettings.LAST)
class PinnedSettings extends AbstractProcessEnginePlugin {

    static final int LAST = 1_000_000;

    /** The one group that may do everything; also the name that the engine's own set-up page looks for. */
    static final String ADMINISTRATORS = "camunda-admin";

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setAuthorizationEnabled(true);
        engine.setAdminGroups(List.of(ADMINISTRATORS));
        engine.setAdminUsers(List.of());
        engine.setEnableXxeProcessing(false);
        engine.setJavaSerializationFormatEnabled(false);
        engine.setDeserializationTypeValidationEnabled(true);
        engine.setDefaultSerializationFormat("application/json");
        engine.setEnforceHistoryTimeToLive(true);
        engine.setCustomHistoryLevels(List.of(new KeptHistory()));
        engine.setEnableExceptionsAfterUnhandledBpmnError(true);
        engine.setEnableExpressionsInAdhocQueries(false);
        // only of the filters made at the start, behind the expression guard
        engine.setEnableExpressionsInStoredQueries(true);
        engine.setEnableFetchScriptEngineFromProcessApplication(false);
        engine.setEnableScriptCompilation(false);
        // a setting that says when something begins each night counts from the next night on
        engine.setReevaluateTimeCycleWhenDue(true);
        engine.setEnableScriptEngineLoadExternalResources(false);
    }
}
