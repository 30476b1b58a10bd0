package org.batuta.workflow;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Makes our tables and the engine's, one node at a time. They belong to the owner of the database where it is another
 * user than the application's.
 */
@Configuration(proxyBeanMethods = false)
class SchemaSetUp {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaSetUp.class);

    @Bean
    FlywayMigrationStrategy migrateAlone(DataSource application, DataSourceProperties login, DatabaseOwner owner) {
        return flyway -> {
            try (StartLock alone = StartLock.take(application)) {
                if (owner.isAnother(login.determineUsername())) {
                    DataSource own = owner.connectedTo(login.determineUrl());
                    Flyway.configure()
                            .configuration(flyway.getConfiguration())
                            .dataSource(own)
                            .load()
                            .migrate();
                    makeEngineTables(own);
                    new TableRights(own, login.determineUsername()).give();
                } else {
                    LOG.warn("One user of the database serves both the tables' owner and the application: what was"
                            + " written down for good is kept by triggers alone. Set BATUTA_DB_OWNER.");
                    flyway.migrate();
                }
            }
        };
    }

    /** The engine makes its tables when it is built; so one is built and closed that does nothing else. */
    private static void makeEngineTables(DataSource own) {
        if (hasEngineTables(own)) {
            return;
        }
        StandaloneProcessEngineConfiguration engine = new StandaloneProcessEngineConfiguration();
        engine.setProcessEngineName("tables");
        engine.setDataSource(own);
        engine.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
        engine.setJobExecutorActivate(false);
        engine.setMetricsEnabled(false);
        engine.setEnforceHistoryTimeToLive(false);
        engine.setHistory(ProcessEngineConfiguration.HISTORY_FULL);
        engine.buildProcessEngine().close();
    }

    private static boolean hasEngineTables(DataSource own) {
        try (Connection connection = own.getConnection();
                Statement sql = connection.createStatement();
                ResultSet found = sql.executeQuery("select to_regclass('act_ge_property') is not null")) {
            return found.next() && found.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException("the owner of the database cannot read it", e);
        }
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
