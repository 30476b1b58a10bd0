package org.batuta.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Registrar;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.audit.Audit;
import org.batuta.audit.AuditEntry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where somebody is logged in: seen and ended by that person, and by administrators. */
@BatutaTest
class OwnLoginTest {

    private static final Pattern END = Pattern.compile("/me/logins/([0-9a-f-]{36})/end");

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
    void a13ShowsEachLoginWithItsAddressAndEndsAnother() {
        Person person = cast.aCustomer();
        Visitor here = Visitor.inside(port, person.login());
        Visitor elsewhere = Visitor.inside(port, person.login());
        String page = here.get("/me").body();
        assertThat(page)
                .contains("127.0.0.1", "Here", "End all others", person.email())
                .doesNotContain("??");
        here.post("/me/logins/" + other(here) + "/end", Map.of());
        assertThat(elsewhere.isInside()).isFalse();
        assertThat(here.isInside()).isTrue();
        assertThat(here.get("/me").body()).contains("That login has ended").doesNotContain("End all others");
        assertThat(audit.of("person", person.id()))
                .extracting(AuditEntry::action)
                .contains("person.logins-end");
    }

    @Test
    void a13EndsAllOthersAndStaysHere() {
        Person person = cast.aCustomer();
        Visitor here = Visitor.inside(port, person.login());
        Visitor first = Visitor.inside(port, person.login());
        Visitor second = Visitor.inside(port, person.login());
        here.post("/me/logins/end-others", Map.of());
        assertThat(first.isInside()).isFalse();
        assertThat(second.isInside()).isFalse();
        assertThat(here.isInside()).isTrue();
    }

    @Test
    void attack25AForeignLoginIsNotThereAndGoesOn() {
        Person person = cast.aCustomer();
        Visitor.inside(port, person.login());
        Visitor victim = Visitor.inside(port, person.login());
        UUID theirs = other(victim);
        Visitor stranger = Visitor.inside(port, cast.aCustomer().login());
        HttpResponse<String> foreign = stranger.post("/me/logins/" + theirs + "/end", Map.of());
        HttpResponse<String> unknown = stranger.post("/me/logins/" + UUID.randomUUID() + "/end", Map.of());
        assertThat(foreign.statusCode()).isEqualTo(404).isEqualTo(unknown.statusCode());
        assertThat(other(victim)).isEqualTo(theirs);
    }

    @Test
    void a13TellsWhenALoginWasLastUsed() {
        Person person = cast.aCustomer();
        Visitor here = Visitor.inside(port, person.login());
        sql.sql("update login_session set begun = now() - interval '3 days', used = now() - interval '2 hours'"
                        + " where person_id = ?")
                .param(person.id())
                .update();
        assertThat(here.isInside()).isTrue();
        assertThat(sql.sql("select used > now() - interval '1 minute' from login_session where person_id = ?")
                        .param(person.id())
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void a13WhatABrowserSaysIsShownAndNeverRead() {
        assertThat(Agent.name("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"))
                .isEqualTo("Firefox, Linux");
        assertThat(Agent.name("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"))
                .isEqualTo("Edge, Windows");
        assertThat(Agent.name("<script>alert(1)</script>")).isEmpty();
        Person person = cast.aCustomer();
        Visitor here = Visitor.inside(port, person.login());
        sql.sql("update login_session set agent = '<b>bold</b> Firefox/1' where person_id = ?")
                .param(person.id())
                .update();
        assertThat(here.get("/me").body()).contains("Firefox", "&lt;b&gt;bold").doesNotContain("<b>bold");
    }

    @Test
    void administratorsEndAllLoginsOfAPerson() {
        Account account = cast.anAccount();
        Person person = cast.aCustomer(account, Role.OWNER);
        Visitor customer = Visitor.inside(port, person.login());
        Visitor administrator = Visitor.inside(
                port, cast.aMemberOfStaff(StaffRole.ADMINISTRATOR).login());
        String path = "/desk/people/" + person.id();
        assertThat(administrator.get("/desk/accounts/" + account.id()).body()).contains(path);
        assertThat(administrator.get(path).body())
                .contains(person.login(), "127.0.0.1")
                .doesNotContain("??");
        administrator.post(path + "/logins/end", Map.of());
        assertThat(customer.isInside()).isFalse();
        assertThat(administrator.get(path).body()).contains("have ended", "Nowhere");
        assertThat(new Visitor(port).login(person.login(), Visitor.PASSWORD)).isEqualTo("/");
    }

    @Test
    void administratorsFindTheirColleaguesAndNobodyElseDoes() {
        Person colleague = cast.aMemberOfStaff(StaffRole.MANAGER);
        assertThat(Visitor.inside(
                                port,
                                cast.aMemberOfStaff(StaffRole.ADMINISTRATOR).login())
                        .get("/desk/people")
                        .body())
                .contains("/desk/people/" + colleague.id(), "Manager")
                .doesNotContain("??");
        for (StaffRole role : new StaffRole[] {StaffRole.OPERATOR, StaffRole.MANAGER}) {
            Visitor other = Visitor.inside(port, cast.aMemberOfStaff(role).login());
            assertThat(other.get("/desk/people").statusCode()).isEqualTo(403);
            assertThat(other.get("/desk/people/" + colleague.id()).statusCode()).isEqualTo(403);
            assertThat(other.post("/desk/people/" + colleague.id() + "/logins/end", Map.of())
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void attack28ANewRoleEndsEveryLogin() {
        Account account = cast.anAccount();
        Person person = cast.aCustomer(account, Role.READER);
        Visitor one = Visitor.inside(port, person.login());
        Visitor two = Visitor.inside(port, person.login());
        registrar.join(person, account, Role.OWNER);
        assertThat(one.isInside()).isFalse();
        assertThat(two.isInside()).isFalse();
    }

    private static UUID other(Visitor visitor) {
        Matcher end = END.matcher(visitor.get("/me").body());
        assertThat(end.find()).isTrue();
        return UUID.fromString(end.group(1));
    }
}
