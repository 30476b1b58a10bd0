package org.batuta.security.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.PostOffice;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.provider.As;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.management.JobDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who has a token is told some days before it ends (A09). */
@BatutaTest
class TokenNoticesTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private Tokens tokens;

    @Autowired
    private TokenNotices notices;

    @Autowired
    private ManagementService engine;

    @Autowired
    private RepositoryService pictures;

    @Autowired
    private JdbcClient sql;

    private Account account;
    private Person person;

    @BeforeEach
    void someoneHasTokens() {
        account = cast.anAccount();
        person = cast.aCustomer(account, Role.OWNER);
    }

    @Test
    void a09ALetterComesOnceSomeDaysBeforeATokenEnds() throws Exception {
        made("backup", 30, Duration.ofDays(6));

        aMorningPasses();
        MimeMessage letter = await("the letter")
                .until(() -> PostOffice.lettersFor(person.email()), letters -> !letters.isEmpty())
                .get(0);
        assertThat(letter.getSubject()).isEqualTo("Your token backup ends on " + endOf("backup"));
        notices.writeNext();

        assertThat(told()).containsExactly("backup");
    }

    @Test
    void a09OfWhatEndsLaterOrEndedOrWasShortLivedFromTheStartNobodyIsTold() {
        made("later", 30, Duration.ofDays(8));
        made("over", 30, Duration.ofHours(-1));
        made("short", 7, Duration.ofDays(6));
        UUID ended = made("ended", 30, Duration.ofDays(6));
        As.owner(person, account).run(() -> tokens.end(ended));
        made("soon", 30, Duration.ofDays(6));

        tellAll();

        assertThat(told()).containsExactly("soon");
    }

    @Test
    void a09OfATokenThatOpensNothingNobodyIsTold() {
        made("closed", 30, Duration.ofDays(6));
        sql.sql("update account set state = 'CLOSED' where id = ?")
                .param(account.id())
                .update();

        tellAll();

        assertThat(told()).isEmpty();
    }

    @Test
    void a09ThePageShowsWhatEndsSoon() {
        made("later", 30, Duration.ofDays(8));
        Visitor visitor = new Visitor(port);
        visitor.login(person.login(), Visitor.PASSWORD);
        assertThat(visitor.get("/tokens").body()).contains("later").doesNotContain("Ends soon", "??");

        made("soon", 30, Duration.ofDays(6));

        assertThat(visitor.get("/tokens").body()).containsOnlyOnce("Ends soon").doesNotContain("??");
    }

    private UUID made(String name, int days, Duration left) {
        Wanted wanted = new Wanted(name, account.id(), Scope.READ, Duration.ofDays(days), List.of());
        UUID id =
                As.owner(person, account).get(() -> tokens.make(wanted)).token().id();
        sql.sql("update api_token set created = now() + make_interval(secs => :left) - make_interval(days => :days),"
                        + " expires = now() + make_interval(secs => :left) where id = :id")
                .param("left", left.toSeconds())
                .param("days", days)
                .param("id", id)
                .update();
        return id;
    }

    private String endOf(String name) {
        return As.owner(person, account).get(() -> tokens.mine()).stream()
                .filter(token -> token.name().equals(name))
                .map(token -> token.expires().toString().substring(0, 10))
                .collect(Collectors.joining());
    }

    private void aMorningPasses() {
        String newest = pictures.createProcessDefinitionQuery()
                .processDefinitionKey("warn-of-tokens")
                .latestVersion()
                .singleResult()
                .getId();
        JobDefinition morning = engine.createJobDefinitionQuery()
                .processDefinitionId(newest)
                .activityIdIn("morning")
                .singleResult();
        Job next = engine.createJobQuery().jobDefinitionId(morning.getId()).singleResult();
        engine.setJobDuedate(next.getId(), new Date());
    }

    private void tellAll() {
        while (notices.writeNext()) {
            assertThat(told()).hasSizeLessThan(10);
        }
    }

    private List<String> told() {
        return sql.sql("select model->>'what' from letter where template = 'token-ends' and recipient = ? order by 1")
                .param(person.email())
                .query(String.class)
                .list();
    }
}
