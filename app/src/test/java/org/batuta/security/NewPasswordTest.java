package org.batuta.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.accounts.Person;
import org.batuta.accounts.Registrar;
import org.batuta.audit.Audit;
import org.batuta.audit.AuditEntry;
import org.batuta.provider.Letters;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A new password for one's own login: by the present one, or by a link in a letter. */
@BatutaTest
class NewPasswordTest {

    private static final String NEW = "tired dogs read 7 maps";
    private static final Pattern LINK = Pattern.compile("(https?://[^/\\s]+)(/login/reset/([A-Za-z0-9_-]{43}))");

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private Registrar registrar;

    @Autowired
    private Audit audit;

    @Autowired
    private JdbcClient sql;

    @Test
    void attack28ANewPasswordNeedsThePresentOneAndEndsAllOtherLogins() {
        Person person = cast.aCustomer();
        Letters mail = Letters.to(person.email());
        Visitor here = Visitor.inside(port, person.login());
        Visitor elsewhere = Visitor.inside(port, person.login());
        assertThat(here.post("/me/password", Map.of("present", "not this", "password", NEW))
                        .body())
                .contains("id=\"present-problem\"")
                .doesNotContain(NEW, "??");
        HttpResponse<String> set = here.post("/me/password", Map.of("present", Visitor.PASSWORD, "password", NEW));
        assertThat(set.headers().firstValue("Location")).hasValue("/me");
        assertThat(here.isInside()).isTrue();
        assertThat(elsewhere.isInside()).isFalse();
        assertThat(new Visitor(port).login(person.login(), Visitor.PASSWORD)).isEqualTo("/login?wrong");
        assertThat(new Visitor(port).login(person.login(), NEW)).isEqualTo("/");
        assertThat(mail.text("The password of " + person.login() + " was changed"))
                .contains("/me");
        assertThat(actions(person)).contains("person.password");
    }

    @Test
    void t07TheReasonStandsAtTheFieldAndNothingIsChanged() {
        Person person = cast.aCustomer();
        Visitor here = Visitor.inside(port, person.login());
        for (String bad :
                new String[] {"short", person.login() + " and 7 tired dogs", "correct horse battery staple"}) {
            assertThat(here.post("/me/password", Map.of("present", Visitor.PASSWORD, "password", bad))
                            .body())
                    .contains("id=\"password-problem\"")
                    .doesNotContain("id=\"present-problem\"", bad, "??");
        }
        assertThat(new Visitor(port).login(person.login(), Visitor.PASSWORD)).isEqualTo("/");
    }

    @Test
    void attack29GuessingThePresentPasswordIsStoppedAndTheLoginGoesOn() {
        Person person = cast.aCustomer();
        Visitor here = Visitor.inside(port, person.login());
        IntStream.range(0, 8).forEach(n -> here.post("/me/password", Map.of("present", "guess " + n, "password", NEW)));
        assertThat(here.post("/me/password", Map.of("present", Visitor.PASSWORD, "password", NEW))
                        .body())
                .contains("Too many wrong passwords");
        assertThat(here.isInside()).isTrue();
        assertThat(new Visitor(port).login(person.login(), Visitor.PASSWORD)).isEqualTo("/");
    }

    @Test
    void attack30ALinkSetsThePasswordOnceAndEndsEveryLogin() {
        Person person = cast.aCustomer();
        Visitor inside = Visitor.inside(port, person.login());
        String link = link(person, person.login());
        Visitor reader = new Visitor(port);
        assertThat(reader.get(link).body()).contains(person.login()).doesNotContain("??");
        assertThat(reader.post(link, Map.of("password", "short")).body()).contains("id=\"password-problem\"");
        assertThat(Visitor.led(reader.post(link, Map.of("password", NEW)))).isEqualTo("/login?reset");
        assertThat(inside.isInside()).isFalse();
        assertThat(new Visitor(port).login(person.login(), NEW)).isEqualTo("/");
        assertThat(reader.get(link).statusCode()).isEqualTo(410);
        assertThat(reader.post(link, Map.of("password", "another tired 8 cat")).statusCode())
                .isEqualTo(410);
        assertThat(new Visitor(port).login(person.login(), NEW)).isEqualTo("/");
        assertThat(actions(person)).contains("person.reset-asked", "person.password-reset", "person.password");
    }

    @Test
    void attack30TheTokenIsKeptAsAHashAndEndsAfterHalfAnHour() {
        Person person = cast.aCustomer();
        String link = link(person, person.email().toUpperCase(java.util.Locale.ROOT));
        String token = link.substring(link.lastIndexOf('/') + 1);
        assertThat(sql.sql("select count(*) from one_time_link where encode(token_hash, 'escape') like '%' || ? || '%'")
                        .param(token)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(sql.sql("select count(*) from letter where model::text like '%' || ? || '%'")
                        .param(token)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(sql.sql("select expires_at between now() + interval '28 minutes' and now() + interval '30 minutes'"
                                + " from one_time_link where subject = ?")
                        .param(person.id())
                        .query(Boolean.class)
                        .single())
                .isTrue();
        sql.sql("update one_time_link set expires_at = now() where subject = ?")
                .param(person.id())
                .update();
        assertThat(new Visitor(port).get(link).statusCode()).isEqualTo(410);
        assertThat(new Visitor(port).post(link, Map.of("password", NEW)).statusCode())
                .isEqualTo(410);
    }

    @Test
    void attack30TheLinkLeadsToOurSiteWhateverTheCallerSaysOurNameIs() {
        Person person = cast.aCustomer();
        Letters mail = Letters.to(person.email());
        Visitor evil = new Visitor("127.0.0.2", port);
        evil.post("/login/forgotten", Map.of("who", person.login()));
        Matcher link = LINK.matcher(mail.text("Choose a new password for " + person.login()));
        assertThat(link.find()).isTrue();
        assertThat(link.group(1)).doesNotContain("127.0.0.2");
    }

    @Test
    void attack30NobodyLearnsWhoIsKnown() {
        Person person = cast.aCustomer();
        Person gone = cast.aCustomer();
        registrar.disable(gone);
        Letters toGone = Letters.to(gone.email());
        long letters = letters();
        for (String who : new String[] {"nobody-of-this-name", "nobody@example.org", gone.login()}) {
            assertThat(Visitor.led(new Visitor(port).post("/login/forgotten", Map.of("who", who))))
                    .as(who)
                    .isEqualTo("/login?sent");
        }
        for (String nothing : new String[] {"a\0b", " "}) {
            assertThat(new Visitor(port)
                            .post("/login/forgotten", Map.of("who", nothing))
                            .body())
                    .contains("id=\"who-problem\"");
        }
        assertThat(letters()).isEqualTo(letters);
        assertThat(toGone.subjects()).isEmpty();
        assertThat(Visitor.led(new Visitor(port).post("/login/forgotten", Map.of("who", person.login()))))
                .isEqualTo("/login?sent");
        assertThat(letters()).isEqualTo(letters + 1);
    }

    @Test
    void attack29AMailboxIsNotFilledWithLinks() {
        Person person = cast.aCustomer();
        IntStream.range(0, 6).forEach(n -> new Visitor(port).post("/login/forgotten", Map.of("who", person.login())));
        assertThat(sql.sql("select count(*) from letter where recipient = ?")
                        .param(person.email())
                        .query(Long.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void attack30WhatIsNobodysTokenOpensNothing() {
        for (String token : new String[] {"x", UUID.randomUUID().toString(), "a".repeat(43), "%00", "%27--"}) {
            assertThat(new Visitor(port).get("/login/reset/" + token).statusCode())
                    .as(token)
                    .isBetween(400, 499);
        }
    }

    private String link(Person person, String who) {
        Letters mail = Letters.to(person.email());
        assertThat(Visitor.led(new Visitor(port).post("/login/forgotten", Map.of("who", who))))
                .isEqualTo("/login?sent");
        Matcher link = LINK.matcher(mail.text("Choose a new password for " + person.login()));
        assertThat(link.find()).isTrue();
        // a letter is on its way before it is written down that it is
        await().until(() -> new Visitor(port).get(link.group(2)).statusCode() == HttpStatus.OK.value());
        return link.group(2);
    }

    private long letters() {
        return sql.sql("select count(*) from letter where template = 'reset-password'")
                .query(Long.class)
                .single();
    }

    private java.util.List<String> actions(Person person) {
        return audit.of("person", person.id()).stream().map(AuditEntry::action).toList();
    }
}
