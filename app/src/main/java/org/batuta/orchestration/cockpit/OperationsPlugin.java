package org.batuta.orchestration.cockpit;

import java.util.Set;
import org.camunda.bpm.cockpit.plugin.spi.impl.AbstractCockpitPlugin;

/** Found by Cockpit through {@code META-INF/services}; its pages lie in {@code plugin-webapp/batuta/app}. */
public class OperationsPlugin extends AbstractCockpitPlugin {

    static final String ID = "batuta";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public Set<Class<?>> getResourceClasses() {
        return Set.of(OperationsResource.class);
    }
}
