package org.batuta.workflow;

import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.scripting.engine.ScriptEngineResolver;
import org.camunda.bpm.engine.spring.SpringExpressionManager;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Stands between every expression and Java. The engine evaluates expressions of whoever may send it a task query
 * (CVE-2026-109432, not fixed in the community edition), so what an expression can touch is a short list, and no
 * script language runs at all, not even the one that is always there.
 */
@Component
@Order(PinnedSettings.LAST)
class ExpressionGuard extends AbstractProcessEnginePlugin {

    private final ApplicationContext beans;

    ExpressionGuard(ApplicationContext beans) {
        this.beans = beans;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setExpressionManager(new Guarded(beans));
        engine.setScriptEngineResolver(new NoScripts());
    }

    private static class Guarded extends SpringExpressionManager {

        Guarded(ApplicationContext beans) {
            super(beans);
        }

        @Override
        protected ELResolver createElResolver() {
            return new GuardedResolver(super.createElResolver(), applicationContext);
        }
    }

    private static class NoScripts implements ScriptEngineResolver {

        @Override
        public void addScriptEngineFactory(ScriptEngineFactory factory) {
            // offered by the engine itself at its start, and never asked for
        }

        @Override
        public ScriptEngineManager getScriptEngineManager() {
            throw new ProcessEngineException("no script runs here");
        }

        @Override
        public ScriptEngine getScriptEngine(String language, boolean fromCache) {
            throw new ProcessEngineException("no script runs here, in no language: " + language);
        }
    }
}
