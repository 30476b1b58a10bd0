package org.batuta.workflow;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.ReadOnlyIdentityProvider;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Tells the engine to ask {@link StaffIdentity} instead of tables of its own. */
@Component
@Order(PinnedSettings.LAST)
class StaffIdentityPlugin extends AbstractProcessEnginePlugin {

    private final ObjectProvider<StaffDirectory> staff;

    StaffIdentityPlugin(ObjectProvider<StaffDirectory> staff) {
        this.staff = staff;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setIdentityProviderSessionFactory(new Sessions());
    }

    private class Sessions implements SessionFactory {

        @Override
        public Class<?> getSessionType() {
            return ReadOnlyIdentityProvider.class;
        }

        @Override
        public Session openSession() {
            return new StaffIdentity(staff.getObject());
        }
    }
}
