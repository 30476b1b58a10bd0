package org.batuta.workflow;

import org.batuta.OneDatabase;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;

/** The engine as it comes, without anything of ours, on an empty database: where an attack works. */
final class BareEngine {

    private BareEngine() {}

    static ProcessEngine start(String name) {
        return new StandaloneProcessEngineConfiguration()
                .setProcessEngineName(name)
                .setJdbcUrl(OneDatabase.another(name))
                .setJdbcDriver("org.postgresql.Driver")
                .setJdbcUsername("postgres")
                .setJdbcPassword("")
                .setDatabaseSchemaUpdate("true")
                .buildProcessEngine();
    }
}
