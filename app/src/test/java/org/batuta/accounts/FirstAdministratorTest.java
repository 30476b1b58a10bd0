package org.batuta.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionTemplate;

/** Who may be let in when nobody is there to let people in. */
@BatutaTest
class FirstAdministratorTest {

    private static final String PASSWORD = "a first password";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Autowired
    private Registrar registrar;

    @Autowired
    private People people;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private PasswordEncoder passwords;

    @Autowired
    private Cast cast;

    @Test
    void isMadeWhileTheProviderHasNoStaff() {
        transaction.executeWithoutResult(undone -> {
            sql.sql("update person set staff_role = null").update();
            String login = start(PASSWORD);
            assertThat(people.findByLogin(login)).hasValueSatisfying(person -> {
                assertThat(person.staffRole()).contains(StaffRole.ADMINISTRATOR);
                assertThat(passwords.matches(PASSWORD, person.passwordHash())).isTrue();
            });
            assertThat(people.findByLogin(start(PASSWORD))).as("a second one").isEmpty();
            undone.setRollbackOnly();
        });
    }

    @Test
    void isNotMadeOnceThereIsStaffNorWithoutAPassword() {
        transaction.executeWithoutResult(undone -> {
            sql.sql("update person set staff_role = null").update();
            assertThat(people.findByLogin(start(""))).isEmpty();
            undone.setRollbackOnly();
        });
        cast.aMemberOfStaff(StaffRole.OPERATOR);
        assertThat(people.findByLogin(start(PASSWORD))).isEmpty();
    }

    private String start(String password) {
        String login = "first" + NUMBER.incrementAndGet();
        var settings = new FirstAdministratorSettings(login, login + "@example.org", password);
        new FirstAdministrator(settings, registrar, people, sql).run(new DefaultApplicationArguments());
        return login;
    }
}
