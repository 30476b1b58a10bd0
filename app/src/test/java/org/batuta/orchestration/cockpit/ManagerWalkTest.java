package org.batuta.orchestration.cockpit;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import java.util.regex.Pattern;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Chromium;
import org.batuta.accounts.StaffRole;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** People in Cockpit, in Chromium: from the login to what a running process does on servers. */
@BatutaTest
@WithServers
class ManagerWalkTest {

    @LocalServerPort
    private int port;

    @Autowired
    private BeanFactory application;

    @Autowired
    private Cast cast;

    @Test
    void aManagerSeesWhatARunningProcessDoesOnServersAndFollowsTheLinksThereAndBack() {
        try (Halfway request = Halfway.on(application, cast);
                Page page = Chromium.page(port, Chromium.DESKTOP)) {
            logIn(page, StaffRole.MANAGER);
            assertThat(page).hasURL(Pattern.compile(".*/camunda/app/cockpit/default/.*"));
            page.getByRole(AriaRole.LINK, named("Processes").setExact(true))
                    .first()
                    .click();
            page.getByRole(AriaRole.LINK, named("Change a service")).first().click();
            page.locator("a[href*='" + request.instance() + "']").first().click();

            page.getByText("Operations").last().click();
            Locator tab = page.locator(".batuta-operations");
            Locator refused = tab.locator("tbody tr").filter(having("host2"));
            assertThat(refused).containsText("Apply " + request.domain());
            assertThat(refused).containsText("Waits for somebody to take its task in Tasklist.");
            assertThat(refused).containsText("1. Refused, exit code 1");
            assertThat(refused.getByText("Its incident")).isVisible();
            assertThat(tab.locator("tbody tr").filter(having("host1"))).containsText("1. Done");
            refused.getByText("What it wrote").click();
            assertThat(refused.locator("pre")).containsText("/etc/bind/batuta");
            assertThat(page.locator(".btn-toolbar:visible, .action-button:visible"))
                    .hasCount(0);
            page.waitForLoadState(LoadState.NETWORKIDLE);
            Chromium.picture(page, "cockpit-operations");

            refused.getByText("Apply " + request.domain()).click();
            assertThat(page).hasURL(Pattern.compile(".*/desk/operations/[0-9a-f-]{36}"));
            assertThat(page.locator("h1")).containsText(request.domain());
            Chromium.picture(page, "cockpit-to-desk");

            page.getByText("where it stands, in Cockpit").click();
            assertThat(page)
                    .hasURL(Pattern.compile(
                            ".*/camunda/app/cockpit/default/#/process-instance/[0-9a-f-]{36}/runtime.*"));
            assertThat(page.locator(".instance-count:visible")).not().hasCount(0);
        }
    }

    /** 7777 times 7777 is 60481729. */
    @Test
    void attack41WhatACustomerWritesStaysTextInCockpit() {
        String name = "{{7777*7777}} ${7777*7777} <b class=\"canary\">x</b>";
        try (Halfway request = Halfway.of(cast.anAccount(name), application, cast);
                Page page = Chromium.page(port, Chromium.DESKTOP)) {
            logIn(page, StaffRole.MANAGER);
            page.navigate("/camunda/app/cockpit/default/#/process-instance/" + request.instance() + "/runtime");
            page.getByText("Operations").last().click();

            assertThat(page.locator(".batuta-operations tbody tr").filter(having("host2")))
                    .containsText(name);
            page.waitForLoadState(LoadState.NETWORKIDLE);
            assertThat(page.locator(".canary")).hasCount(0);
            assertThat(page.locator("body")).not().containsText("60481729");
        }
    }

    @Test
    void k18ThePictureOfARunningProcessShowsWhereItStands() {
        try (Halfway request = Halfway.on(application, cast);
                Page page = Chromium.page(port, Chromium.DESKTOP)) {
            logIn(page, StaffRole.MANAGER);
            page.navigate("/camunda/app/cockpit/default/#/process-instance/" + request.instance() + "/runtime");

            Locator here = page.locator(".djs-overlays[data-container-id='runOperation'] .instance-count");
            assertThat(here).isVisible();
            assertThat(here).hasText("1");
            assertThat(page.locator(".instance-count:visible")).hasCount(1);
            Chromium.picture(page, "cockpit-where-it-stands");
        }
    }

    @Test
    void whoeverMayChangeMuchIsNotOfferedToChangeAVariable() {
        try (Halfway request = Halfway.on(application, cast);
                Page page = Chromium.page(port, Chromium.DESKTOP)) {
            logIn(page, StaffRole.ADMINISTRATOR);
            page.navigate("/camunda/app/cockpit/default/#/process-instance/" + request.repairing() + "/runtime");
            page.getByText("Variables").last().click();
            assertThat(page.locator("[cam-widget-variables-table] tbody tr"))
                    .not()
                    .hasCount(0);
            assertThat(page.locator(".ctn-toolbar .btn-toolbar:visible")).not().hasCount(0);
            assertThat(page.locator(".ctn-toolbar .btn-toolbar:has(.glyphicon-plus):visible"))
                    .hasCount(0);
            assertThat(page.locator("[cam-widget-variables-table] button:visible"))
                    .hasCount(0);
            Chromium.picture(page, "cockpit-variables");
        }
    }

    private void logIn(Page page, StaffRole role) {
        page.navigate("/login");
        Chromium.logIn(page, cast.aMemberOfStaff(role).login());
    }

    private static Locator.FilterOptions having(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
