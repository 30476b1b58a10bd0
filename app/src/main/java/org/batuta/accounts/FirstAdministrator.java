package org.batuta.accounts;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets the first administrator in: while the provider has no staff, the person of {@link FirstAdministratorSettings}
 * is made at the start of a node. Later starts change nothing, whatever the settings say.
 */
@Component
class FirstAdministrator implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);
    private static final long ONE_NODE_AT_A_TIME = 0x6261747574610041L;

    private final FirstAdministratorSettings settings;
    private final Registrar registrar;
    private final People people;
    private final JdbcClient sql;

    FirstAdministrator(FirstAdministratorSettings settings, Registrar registrar, People people, JdbcClient sql) {
        this.settings = settings;
        this.registrar = registrar;
        this.people = people;
        this.sql = sql;
    }

    @Override
    @Transactional
    public void run(ApplicationArguments arguments) {
        sql.sql("select pg_advisory_xact_lock(?)")
                .param(ONE_NODE_AT_A_TIME)
                .query()
                .singleRow();
        String password = settings.password();
        if (!people.staff().isEmpty()) {
            return;
        }
        if (password == null || password.isEmpty()) {
            LOG.warn("Nobody of the provider can log in yet: start once with BATUTA_ADMINISTRATOR_PASSWORD");
            return;
        }
        Person person = registrar.addPerson(settings.login(), settings.login(), settings.email(), password);
        registrar.appoint(person, StaffRole.ADMINISTRATOR);
        LOG.info("{} can log in as the first administrator", person.login());
    }
}
