package org.batuta.workflow;

import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Makes our tables and the engine's, one node at a time. */
@Configuration(proxyBeanMethods = false)
class SchemaSetUp {

    @Bean
    FlywayMigrationStrategy migrateAlone(DataSource dataSource) {
        return flyway -> {
            try (StartLock alone = StartLock.take(dataSource)) {
                flyway.migrate();
            }
        };
    }

    @Bean
    @Order(0)
    EngineTables engineTables(DataSource dataSource) {
        return new EngineTables(dataSource);
    }

    /** Holds the lock from before the engine looks at its tables until they are there. */
    static class EngineTables extends AbstractProcessEnginePlugin {

        private final DataSource dataSource;
        private @Nullable StartLock alone;

        EngineTables(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        @Override
        public void postInit(ProcessEngineConfigurationImpl engine) {
            alone = StartLock.take(dataSource);
        }

        @Override
        public void postProcessEngineBuild(ProcessEngine engine) {
            if (alone != null) {
                alone.close();
            }
        }
    }
}
