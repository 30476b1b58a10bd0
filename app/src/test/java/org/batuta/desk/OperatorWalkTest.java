package org.batuta.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Chromium;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.hosting.Request;
import org.batuta.provider.Administrator;
import org.batuta.provider.Customer;
import org.batuta.provider.Trouble;
import org.batuta.provider.Working;
import org.batuta.servers.WithServers;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An operator's day, in Chromium: what needs somebody, the evidence, the repair in Tasklist, and the work going on. */
@BatutaTest
@WithServers
class OperatorWalkTest {

    private static final String REASON = "The directory of the zones can be written again";

    @LocalServerPort
    private int port;

    @Autowired
    private BeanFactory application;

    @Autowired
    private Cast cast;

    @Test
    void repairsARefusedOperationInTasklist() {
        Working provider = Working.on(application);
        Account account = cast.anAccount();
        Customer customer = new Customer(application, cast.aCustomer(account, Role.OWNER), account);
        String name = "walk-" + account.number() + ".test";
        try (Trouble zones = Trouble.unwritable(provider.second(), "/etc/bind/batuta")) {
            UUID request = customer.asksForDomain(name);
            UUID alike = customer.asksForDomain("alike-" + account.number() + ".test");
            Administrator administrator = new Administrator(application);
            administrator.isAsked(alike, "repairOperation");
            administrator.isAsked(request, "repairOperation");
            Page page = logIn();
            findTheTask(page, name);
            readTheEvidence(page, account);
            lookAround(account, name, request);
            zones.mend();
            decide(page, name);
            for (UUID each : List.of(request, alike)) {
                assertThat(customer.endOf(each)).as(() -> customer.story(each)).isEqualTo(Request.State.DONE);
            }
            seeItDone(page, name);
        }
    }

    /** 7777 times 7777 is 60481729. */
    @Test
    void attack41WhatACustomerWritesStaysTextInTasklist() {
        Working provider = Working.on(application);
        Account account = cast.anAccount("{{7777*7777}} ${7777*7777} <b class=\"canary\">x</b>");
        Customer customer = new Customer(application, cast.aCustomer(account, Role.OWNER), account);
        String name = "canary-" + account.number() + ".test";
        try (Trouble zones = Trouble.unwritable(provider.second(), "/etc/bind/batuta")) {
            UUID request = customer.asksForDomain(name);
            Administrator administrator = new Administrator(application);
            Task task = administrator.isAsked(request, "repairOperation");
            Page page = logIn();
            page.navigate("/camunda/app/tasklist/default/#/?task=" + task.getId());

            assertThat(page.locator(".evidence h4")).containsText(account.name());
            assertThat(page.locator("[cam-tasks]")
                            .getByText(Pattern.compile(name))
                            .first())
                    .containsText(account.name());
            assertThat(page.locator(".canary")).hasCount(0);
            assertThat(page.locator("body")).not().containsText("60481729");
            Chromium.picture(page, "tasklist-canary");

            zones.mend();
            administrator.chooses(task, "retry");
            assertThat(customer.endOf(request))
                    .as(() -> customer.story(request))
                    .isEqualTo(Request.State.DONE);
        }
    }

    @Test
    void k13HandsATaskToAColleagueWhoDoesIt() {
        Working provider = Working.on(application);
        Account account = cast.anAccount();
        Customer customer = new Customer(application, cast.aCustomer(account, Role.OWNER), account);
        String name = "handed-" + account.number() + ".test";
        Person colleague = cast.aMemberOfStaff(StaffRole.OPERATOR);
        try (Trouble zones = Trouble.unwritable(provider.second(), "/etc/bind/batuta")) {
            UUID request = customer.asksForDomain(name);
            Administrator administrator = new Administrator(application);
            administrator.isTooLate(request, administrator.isAsked(request, "repairOperation"));
            Page page = logIn();
            handOver(page, name, colleague);
            zones.mend();
            doWhatWasHanded(logIn(colleague), name);
            assertThat(customer.endOf(request))
                    .as(() -> customer.story(request))
                    .isEqualTo(Request.State.DONE);
        }
    }

    private void handOver(Page page, String name, Person colleague) {
        page.locator("nav a:has-text('Tasks')").first().click();
        Locator task = page.locator("main li:has-text('" + name + "')");
        assertThat(task).containsText("Overdue, due");
        assertThat(task).containsText("Nobody has it yet");
        Chromium.picture(page, "desk-tasks");
        task.getByText("Hand it over").click();
        submit(page);
        assertThat(page.locator("#colleague-problem")).isVisible();
        page.selectOption("#colleague", colleague.login());
        submit(page);
        assertThat(page.locator("#comment-problem")).isVisible();
        assertThat(page.locator("#colleague")).hasValue(colleague.login());
        page.fill("#comment", REASON);
        Chromium.picture(page, "desk-hand-over");
        submit(page);
        assertThat(page.locator("body")).containsText(colleague.login() + " has the task now");
        assertThat(task).containsText(colleague.login() + " has it");
        Chromium.picture(page, "desk-tasks-handed");
    }

    private void doWhatWasHanded(Page page, String name) {
        page.navigate("/desk/tasks");
        assertThat(page.locator("main li:has-text('" + name + "')")).containsText("Give it back to operator");
        Chromium.picture(page, "desk-tasks-mine");
        page.navigate("/desk");
        page.locator(".tiles a:has-text('Mine')").click();
        page.locator("[cam-tasks]").getByText(Pattern.compile(name)).first().click();
        assertThat(page.getByText("Hand it to a colleague")).isVisible();
        page.locator("input[name=choice][value=retry]").check();
        Chromium.picture(page, "tasklist-handed");
        complete(page).click();
        assertThat(page.locator("[cam-tasks]").getByText(Pattern.compile(name))).hasCount(0);
    }

    private static void submit(Page page) {
        page.locator("main form button[type=submit]").click();
    }

    private void findTheTask(Page page, String name) {
        assertThat(page.locator("h1")).hasText("What needs somebody now");
        assertThat(page.locator(".tiles a:has-text('To repair') strong")).not().hasText("0");
        assertThat(page.locator(".tiles a:has-text('Overdue')")).isVisible();
        Chromium.picture(page, "desk-home");
        page.locator(".tiles a:has-text('To repair')").click();
        assertThat(page.locator("text=Mine").first()).isVisible();
        page.locator(".tasks-list, [cam-tasks]")
                .getByText(Pattern.compile(name + " of Account"))
                .first()
                .click();
    }

    private void readTheEvidence(Page page, Account account) {
        assertThat(page.locator(".evidence h4")).containsText(account.name());
        assertThat(page.locator(".evidence details[open] summary")).containsText("exit code 1");
        assertThat(page.locator(".evidence details[open] pre").first()).containsText("Read-only file system");
        assertThat(page.locator(".evidence a:has-text('Correct what is asked for')"))
                .isVisible();
        Chromium.picture(page, "tasklist-repair-operation");
    }

    /** The same trouble as the desk shows it, at a desk by day and on a telephone by night. */
    private void lookAround(Account account, String name, UUID request) {
        for (Page each : List.of(logIn(), logIn(Chromium.TELEPHONE, ColorScheme.DARK))) {
            picture(each, "/desk", "desk-home-trouble");
            picture(each, "/desk/incidents", "desk-incidents");
            each.locator("article h2 a").first().click();
            assertThat(each.locator("h1")).containsText("Apply domains on");
            Chromium.picture(each, "desk-incident" + suffix(each));
            picture(each, "/desk/operations?state=failed&within=day", "desk-operations-failed");
            each.navigate("/desk/operations?state=failed&words=" + name);
            each.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Apply domains"))
                    .first()
                    .click();
            assertThat(each.locator(".beside article")).not().hasCount(0);
            Chromium.picture(each, "desk-operation-refused" + suffix(each));
            picture(each, "/desk/requests/" + request + "/revise", "desk-revise");
            picture(each, "/desk/accounts?words=" + account.number(), "desk-accounts");
            picture(each, "/desk/accounts/" + account.id(), "desk-account");
            assertThat(each.locator("main")).containsText(name);
            picture(each, "/desk/servers", "desk-servers");
            picture(each, "/desk/routes", "desk-routes-read");
            assertThat((boolean) each.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .isTrue();
            each.close();
        }
    }

    private void decide(Page page, String name) {
        page.getByText("Claim", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        assertThat(page.locator("input[name=choice]").first()).isEnabled();
        page.getByText("Mine").first().click();
        page.locator("[cam-tasks]").getByText(Pattern.compile(name)).first().click();
        assertThat(page.locator(".evidence details[open] summary")).containsText("exit code 1");
        page.locator("input[name=choice][value=abort]").check();
        assertThat(complete(page)).isDisabled();
        assertThat(page.locator("label:has(input[name=forAll])")).hasText(" For all 2 that failed in the same way");
        page.locator("input[name=choice][value=revised]").check();
        assertThat(page.locator("input[name=forAll]")).isDisabled();
        page.locator("input[name=choice][value=retry]").check();
        page.locator("input[name=forAll]").check();
        page.fill("#comment", REASON);
        Chromium.picture(page, "tasklist-repair-decided");
        complete(page).click();
        assertThat(page.locator("[cam-tasks]").getByText(Pattern.compile(name))).hasCount(0);
    }

    private void seeItDone(Page page, String name) {
        page.navigate("/desk/operations?words=" + name + "&state=done");
        assertThat(page.locator("tbody tr")).not().hasCount(0);
        page.locator("tbody tr:has-text('host2') th a").first().click();
        assertThat(page.locator(".beside article")).hasCount(2);
        assertThat(page.locator(".beside")).containsText("a decision of operator");
        Chromium.picture(page, "desk-operation-repaired");
    }

    private static Locator complete(Page page) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Complete").setExact(true));
    }

    private Page logIn() {
        return logIn(Chromium.DESKTOP, ColorScheme.LIGHT);
    }

    private Page logIn(Person person) {
        return logIn(Chromium.DESKTOP, ColorScheme.LIGHT, person);
    }

    private Page logIn(int width, ColorScheme scheme) {
        return logIn(width, scheme, cast.aMemberOfStaff(StaffRole.OPERATOR));
    }

    private Page logIn(int width, ColorScheme scheme, Person person) {
        Page page = Chromium.page(port, width, scheme);
        page.navigate("/desk");
        Chromium.logIn(page, person.login());
        assertThat(page).hasURL(Pattern.compile(".*/desk.*"));
        return page;
    }

    private static void picture(Page page, String path, String name) {
        page.navigate(path);
        Chromium.picture(page, name + suffix(page));
    }

    private static String suffix(Page page) {
        return page.viewportSize().width == Chromium.TELEPHONE ? "-dark" : "";
    }
}
