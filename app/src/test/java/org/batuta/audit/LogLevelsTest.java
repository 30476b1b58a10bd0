package org.batuta.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.accounts.Person;
import org.batuta.accounts.StaffRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@BatutaTest
@SuppressWarnings("NullAway.Init")
class LogLevelsTest {

    private static final String NAME = "org.batuta.audit.trial";
    private static final String DEBUG = "{\"configuredLevel\":\"DEBUG\"}";

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private Audit audit;

    @AfterEach
    void asBefore() {
        logger(NAME).setLevel(null);
    }

    @Test
    void anAdministratorSetsALevelWhileAllRunsAndItIsWrittenDown() {
        Person administrator = cast.aMemberOfStaff(StaffRole.ADMINISTRATOR);

        assertThat(set(visitor(administrator), NAME, "DEBUG")).isEqualTo(204);

        assertThat(logger(NAME).getLevel()).isEqualTo(Level.DEBUG);
        List<AuditEntry> entries = audit.of("log", LogLevels.LEVELS);
        assertThat(entries.get(0).login()).isEqualTo(administrator.login());
        assertThat(entries.get(0).after()).contains(NAME, "DEBUG");
    }

    @Test
    void refusesACallWithoutTheSessionsToken() {
        Visitor administrator = visitor(cast.aMemberOfStaff(StaffRole.ADMINISTRATOR));

        assertThat(administrator
                        .send("POST", "/actuator/loggers/" + NAME, "application/json", DEBUG)
                        .statusCode())
                .isEqualTo(403);

        assertThat(logger(NAME).getLevel()).isNull();
    }

    @Test
    void refusesEverybodyElse() {
        assertThat(set(visitor(cast.aMemberOfStaff(StaffRole.OPERATOR)), NAME, "DEBUG"))
                .isEqualTo(403);
        assertThat(set(visitor(cast.aMemberOfStaff(StaffRole.MANAGER)), NAME, "DEBUG"))
                .isEqualTo(403);
        assertThat(set(visitor(cast.aCustomer()), NAME, "DEBUG")).isEqualTo(403);

        assertThat(logger(NAME).getLevel()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "ROOT, DEBUG",
        "org, DEBUG",
        "org.batutas, TRACE",
        "org.apache.coyote.http11, DEBUG",
        "org.apache.sshd, TRACE",
        "org.hibernate.orm.jdbc.bind, TRACE",
        "org.springframework.jdbc.core.StatementCreatorUtils, TRACE"
    })
    void keepsWhatWouldShowValuesSilent(String name, String level) {
        Level before = logger(name).getEffectiveLevel();

        assertThat(set(visitor(cast.aMemberOfStaff(StaffRole.ADMINISTRATOR)), name, level))
                .isEqualTo(400);

        assertThat(logger(name).getEffectiveLevel()).isEqualTo(before);
    }

    private static int set(Visitor visitor, String name, String level) {
        return visitor.postJson("/actuator/loggers/" + name, "{\"configuredLevel\":\"" + level + "\"}")
                .statusCode();
    }

    private Visitor visitor(Person person) {
        Visitor visitor = new Visitor(port);
        visitor.login(person.login(), Visitor.PASSWORD);
        return visitor;
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
