package org.batuta.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.WebServer;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Registrar;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

@BatutaTest
class LoginTest {

    private static final String TASKLIST = "/camunda/app/tasklist/default/";
    private static final String COCKPIT = "/camunda/app/cockpit/default/";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String ENGINE = "/camunda/api/engine/engine/default/";

    @LocalServerPort
    private int port;

    @Autowired
    private ServletWebServerApplicationContext application;

    @Autowired
    private Cast cast;

    @Autowired
    private Registrar registrar;

    private Visitor visitor;

    @BeforeEach
    void comesToTheDoor() {
        visitor = new Visitor(port);
    }

    @Test
    void leadsEachRoleToItsFirstPage() {
        assertThat(visitor.login(cast.aCustomer().login(), Visitor.PASSWORD)).isEqualTo("/");
        assertThat(loginAs(StaffRole.OPERATOR)).isEqualTo("/desk");
        assertThat(loginAs(StaffRole.ADMINISTRATOR)).isEqualTo("/desk");
        assertThat(loginAs(StaffRole.MANAGER)).isEqualTo(COCKPIT);
    }

    @Test
    void whoComesToTheSiteIsLedToTheFirstPageOfTheRoleToo() {
        visitor.get("/");
        String login = cast.aMemberOfStaff(StaffRole.ADMINISTRATOR).login();
        assertThat(visitor.login(login, Visitor.PASSWORD)).isEqualTo("/desk");
    }

    /** What a page that was left open asks for by itself is no page to be led to. */
    @Test
    void whatAPageAskedForIsNotThePageThatAPersonAskedFor() {
        String login = cast.aMemberOfStaff(StaffRole.ADMINISTRATOR).login();
        visitor.get("/desk/accounts");
        assertThat(visitor.getPart(ENGINE + "filter").statusCode()).isEqualTo(401);
        assertThat(visitor.getPart("/now").statusCode()).isEqualTo(302);
        assertThat(visitor.login(login, Visitor.PASSWORD)).contains("/desk/accounts");
    }

    @Test
    void anonymousPeopleAreAskedToLogIn() {
        assertThat(visitor.get("/desk").headers().firstValue("Location").orElse(""))
                .endsWith("/login");
        assertThat(visitor.get("/api/v1/services").statusCode()).isEqualTo(401);
    }

    @Test
    void aNewSessionBeginsWithTheLogin() {
        visitor.get("/login");
        String before = visitor.cookie("batuta").orElseThrow();
        visitor.login(cast.aCustomer().login(), Visitor.PASSWORD);
        assertThat(visitor.cookie("batuta").orElseThrow()).isNotEqualTo(before);
    }

    /** So that those who only pass by do not fill the memory. */
    @Test
    void aSessionOfNobodyIsForgottenSoonAndALoginLastsAWorkingDay() {
        visitor.get("/login");
        assertThat(sessionLasts()).isEqualTo(Duration.ofMinutes(30));
        visitor.login(cast.aCustomer().login(), Visitor.PASSWORD);
        assertThat(sessionLasts()).isEqualTo(Duration.ofHours(8));
    }

    private Duration sessionLasts() {
        try {
            return Duration.ofSeconds(WebServer.siteOf(application)
                    .getManager()
                    .findSession(visitor.cookie("batuta").orElseThrow())
                    .getMaxInactiveInterval());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void refusesAFormWithoutTheTokenAndSaysThatItIsOld() {
        assertTooOld(visitor.send("POST", "/login", FORM, "username=a&password=b"));
        visitor.login(cast.aCustomer().login(), Visitor.PASSWORD);
        assertTooOld(visitor.send("POST", "/me/password", FORM, "_csrf=of-an-earlier-login&present=a"));
        assertThat(visitor.get("/desk").body()).contains("This page is not for you");
    }

    private static void assertTooOld(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("This page was open for too long").doesNotContain("not for you", "??");
    }

    @Test
    void wrongNameAndWrongPasswordGetTheSameAnswer() {
        String login = cast.aCustomer().login();
        assertThat(visitor.login(login, "not this one at all")).isEqualTo("/login?wrong");
        assertThat(visitor.login("nobody-of-this-name", "not this one at all")).isEqualTo("/login?wrong");
        assertThat(visitor.login("a\0" + login, Visitor.PASSWORD)).isEqualTo("/login?wrong");
    }

    @Test
    void tooManyWrongPasswordsMakeTheNameWait() {
        Person victim = cast.aCustomer();
        Visitor inside = new Visitor(port);
        inside.login(victim.login(), Visitor.PASSWORD);
        for (int i = 0; i < 8; i++) {
            assertThat(visitor.login(victim.login(), "guess number " + i)).isEqualTo("/login?wrong");
        }
        assertThat(visitor.login(victim.login(), Visitor.PASSWORD)).isEqualTo("/login?wait");
        assertThat(isLoggedIn(inside)).as("who was inside stays inside").isTrue();
    }

    @Test
    void attack29WrongPasswordsFromElsewhereKeepNobodyOut() {
        Person victim = cast.aCustomer();
        Visitor elsewhere = new Visitor("[::1]", port);
        for (int i = 0; i < 8; i++) {
            elsewhere.login(victim.login(), "guess number " + i);
        }
        assertThat(elsewhere.login(victim.login(), Visitor.PASSWORD)).isEqualTo("/login?wait");
        assertThat(visitor.login(victim.login(), Visitor.PASSWORD)).isEqualTo("/");
    }

    @Test
    void logoutEndsTheSessionForGood() {
        visitor.login(cast.aCustomer().login(), Visitor.PASSWORD);
        assertThat(isLoggedIn(visitor)).isTrue();
        assertThat(visitor.post("/logout", Map.of())
                        .headers()
                        .firstValue("Location")
                        .orElse(""))
                .isEqualTo("/login?ended");
        assertThat(isLoggedIn(visitor)).isFalse();
    }

    @Test
    void aDisabledPersonIsOutAtTheNextRequest() {
        Person person = cast.aMemberOfStaff(StaffRole.OPERATOR);
        visitor.login(person.login(), Visitor.PASSWORD);
        assertThat(visitor.get(ENGINE + "filter").statusCode()).isEqualTo(200);
        registrar.disable(person);
        assertThat(visitor.get(ENGINE + "filter").statusCode()).isEqualTo(401);
        assertThat(isLoggedIn(visitor)).isFalse();
        assertThat(visitor.login(person.login(), Visitor.PASSWORD)).isEqualTo("/login?wrong");
    }

    @Test
    void aNewRoleAsksForANewLogin() {
        Account account = cast.anAccount();
        Person person = cast.aCustomer(account, Role.READER);
        visitor.login(person.login(), Visitor.PASSWORD);
        registrar.join(person, account, Role.OWNER);
        assertThat(isLoggedIn(visitor)).isFalse();
    }

    @Test
    void aRoleOpensOnlyItsApplications() {
        loginAs(StaffRole.OPERATOR);
        assertThat(visitor.get(TASKLIST).statusCode()).isEqualTo(200);
        assertThat(visitor.get(COCKPIT).statusCode()).isEqualTo(403);

        loginAs(StaffRole.MANAGER);
        assertThat(visitor.get(COCKPIT).statusCode()).isEqualTo(200);
        assertThat(visitor.get(TASKLIST).statusCode()).isEqualTo(403);

        loginAs(StaffRole.ADMINISTRATOR);
        assertThat(visitor.get(COCKPIT).statusCode()).isEqualTo(200);
        assertThat(visitor.get(TASKLIST).statusCode()).isEqualTo(200);
        assertThat(visitor.get("/camunda/app/admin/default/").statusCode()).isEqualTo(403);
    }

    @Test
    void theWayOutOfTasklistEndsEverything() {
        loginAs(StaffRole.OPERATOR);
        visitor.get(TASKLIST);
        assertThat(visitor.send("POST", "/camunda/api/admin/auth/user/default/logout", "application/json", "{}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(isLoggedIn(visitor)).isFalse();
    }

    private String loginAs(StaffRole role) {
        visitor = new Visitor(port);
        return visitor.login(cast.aMemberOfStaff(role).login(), Visitor.PASSWORD);
    }

    private static boolean isLoggedIn(Visitor visitor) {
        return visitor.get("/no-such-page").statusCode() == 404;
    }
}
