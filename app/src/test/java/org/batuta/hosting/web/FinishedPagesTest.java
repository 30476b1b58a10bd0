package org.batuta.hosting.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Chromium;
import org.batuta.Hostile;
import org.batuta.Statements;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Registrar;
import org.batuta.accounts.StaffRole;
import org.batuta.hosting.Finished;
import org.batuta.hosting.Finished.Sum;
import org.batuta.hosting.Request.State;
import org.batuta.hosting.Request.Verb;
import org.batuta.kernel.Ids;
import org.batuta.provider.As;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How requests went, at the desk: counted right, found by what a person knows, for staff only. */
@BatutaTest
class FinishedPagesTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private Registrar registrar;

    @Autowired
    private Finished finished;

    @Autowired
    private JdbcClient jdbc;

    private final Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1));
    private Account account;
    private String here;

    @BeforeEach
    void aCustomer() {
        account = cast.anAccount();
        here = "/desk/finished?account=" + account.number();
    }

    @Test
    void countsHowTheyEndedAndMeasuresFromAskingToTheEnd() {
        for (int seconds = 1; seconds <= 8; seconds++) {
            ended(Verb.CREATE, State.DONE, seconds, end);
        }
        ended(Verb.CREATE, State.UNDONE, 9, end);
        ended(Verb.CREATE, State.NOT_UNDONE, 10, end);
        ended(Verb.CHANGE, State.SUPERSEDED, 100, end);
        ended(Verb.REMOVE, State.CANCELLED, 90_000, end);

        List<Sum> sums = sums(null, null);

        assertThat(sums).extracting(Sum::verb).containsExactly(Verb.CHANGE, Verb.CREATE, Verb.REMOVE);
        assertThat(sums.get(0).superseded()).isOne();
        assertThat(sums.get(2).cancelled()).isOne();
        assertThat(sums.get(1)).isEqualTo(new Sum("domains", Verb.CREATE, 10, 8, 1, 1, 0, 0, 5.5, 9.1, 10, 55, 0, 0));
        assertThat(sums("domains", Verb.CREATE)).containsExactly(sums.get(1));
        assertThat(sums("mailboxes", null)).isEmpty();
        String page = found(here);
        assertThat(page)
                .contains("5.5 s", "9.1 s", "10.0 s", "1 min 40 s", "1 d 1 h", "8 done", "1 partly left behind")
                .contains("None of 10 needed somebody", "12 requests");
        assertThat(found(here + "&verb=REMOVE")).contains("1 request,").doesNotContain("8 done");
    }

    @Test
    void waitsForAPersonFromTheLineThatSaysSoToTheNext() {
        UUID request = ended(Verb.CREATE, State.DONE, 1000, end);
        line(request, "step-failed", 900);
        line(request, "repair", 900);
        line(request, "repair-chosen", 400);
        line(request, "probe-repair", 300);
        line(request, "probe-chosen", 250);
        line(request, "maintained", 200);
        line(request, "waits-for-reload", 150);
        line(request, "step-done", 100);
        line(request, "ended", 0);
        UUID given = ended(Verb.CREATE, State.NOT_UNDONE, 100, end);
        line(given, "held", 20);
        ended(Verb.CREATE, State.DONE, 40, end);

        Sum sum = sums(null, null).get(0);

        assertThat(sum.waited()).isEqualTo(500 + 50 + 20);
        assertThat(sum.took()).isEqualTo(1140);
        assertThat(sum.percentWaited()).isEqualTo(50);
        assertThat(sum.byPeople()).isEqualTo(2);
        assertThat(found(here))
                .contains("50 % of the time: 9 min 30 s", "2 of 3 needed somebody")
                .contains("2 times, 9 min 10 s", "Once, 20.0 s", "Nobody was needed", "Never begun");
    }

    @Test
    void listsEachWithALinkTheNewestEndFirst() {
        for (int i = 0; i < 30; i++) {
            ended(Verb.CREATE, State.DONE, 5, end.minus(Duration.ofMinutes(i)));
        }
        UUID newest = ended(Verb.CREATE, State.DONE, 5, end.plus(Duration.ofMinutes(1)));

        String page = found(here);

        assertThat(page).contains("31 requests", "Page 1 of 2", "page=2");
        assertThat(page.indexOf("/requests/")).isEqualTo(page.indexOf("/requests/" + newest));
        assertThat(found(here + "&page=2")).contains("Page 2 of 2").doesNotContain("/requests/" + newest);
        Visitor manager = staff(StaffRole.MANAGER);
        manager.get(here);
        assertThat(Statements.during(() -> manager.get(here))).isLessThanOrEqualTo(5);
    }

    @Test
    void theDaysAreMeantWithTheirFirstAndLastMoment() {
        LocalDate day = LocalDate.of(2025, 3, 30);
        Instant midnight = day.atStartOfDay().toInstant(ZoneOffset.UTC);
        ended(Verb.CREATE, State.DONE, 1, midnight);
        ended(Verb.CREATE, State.DONE, 1, midnight.plus(Duration.ofDays(1)).minusMillis(1));
        ended(Verb.CREATE, State.DONE, 1, midnight.minusMillis(1));
        ended(Verb.CREATE, State.DONE, 1, midnight.plus(Duration.ofDays(1)));

        assertThat(found(here + "&from=2025-03-30&to=2025-03-30")).contains("2 requests");
        assertThat(found(here + "&from=2025-03-29&to=2025-03-31")).contains("4 requests");
        assertThat(found(here + "&to=2025-03-30")).contains("3 requests", "value=\"2025-03-01\"");
        assertThat(found(here)).contains("No request ended so");
    }

    @Test
    void theTableHasAllOfThemAndNoTextIsAFormula() {
        account = Cast.active(registrar, "=HYPERLINK(\"x\"), Ltd");
        for (int i = 0; i < 30; i++) {
            ended(Verb.CREATE, State.DONE, 1.25, end);
        }
        UUID last = ended(Verb.CREATE, State.DONE, 2, end.minus(Duration.ofDays(1)));
        line(last, "repair", 1);

        HttpResponse<String> table = staff(StaffRole.MANAGER).get("/desk/finished.csv?account=" + account.number());

        assertThat(table.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(table.headers().firstValue("Content-Disposition").orElseThrow())
                .matches("attachment; filename=\"finished-\\d{4}-\\d\\d-\\d\\d-\\d{4}-\\d\\d-\\d\\d.csv\"");
        assertThat(table.body().split("\r\n")).hasSize(32).satisfies(lines -> {
            assertThat(lines[0]).startsWith("request,service,type,verb,account,customer,asked");
            assertThat(lines[1])
                    .contains(",domains,CREATE," + account.number() + ",\"'=HYPERLINK(\"\"x\"\"), Ltd\",")
                    .endsWith("," + end + ",DONE,1.25,0.0,0,0");
            assertThat(lines[31]).startsWith(last + ",").endsWith(",DONE,2.0,1.0,1,0");
        });
    }

    @Test
    void namesAreMeantAsTheyStand() {
        account = Cast.active(registrar, "Fin_100%");
        ended(Verb.CREATE, State.DONE, 1, end);
        assertThat(found("/desk/finished?account=" + encoded("fin_100%"))).contains("1 request,");
        assertThat(found("/desk/finished?account=" + encoded("fin%"))).contains("No request ended so");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=yesterday This is no day",
                "from=2026-02-30 This is no day",
                "from=1999-12-31 This is no day",
                "to=+99999-01-01 This is no day",
                "from=2026-03-02&to=2026-03-01 This day is before the first one",
                "type=nothing There is no such kind of service",
                "verb=WISH Please choose one of these",
                "account=%E2%80%AEx without any that hide"
            })
    void whatSaysNothingIsRefusedAtItsFieldAndKept(String asked) {
        String query = asked.substring(0, asked.indexOf(' '));
        String field = asked.contains("&to") ? "to" : asked.substring(0, asked.indexOf('='));

        HttpResponse<String> page = staff(StaffRole.MANAGER).get("/desk/finished?" + query.replace("+", "%2B"));

        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body())
                .contains(
                        "id=\"" + field + "-problem\"",
                        asked.substring(asked.indexOf(' ') + 1),
                        "aria-invalid=\"true\"")
                .doesNotContain("??");
        if (!field.equals("type") && !field.equals("verb") && !field.equals("account")) {
            assertThat(page.body()).contains("value=\"" + query.substring(query.lastIndexOf('=') + 1) + "\"");
        }
        HttpResponse<String> table = staff(StaffRole.MANAGER).get("/desk/finished.csv?" + query.replace("+", "%2B"));
        assertThat(table.statusCode()).isEqualTo(302);
        assertThat(table.headers().firstValue("Location").orElseThrow()).startsWith("/desk/finished?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"from", "to", "type", "verb", "account", "page"})
    void nothingThatIsAskedHurts(String field) {
        Visitor manager = staff(StaffRole.MANAGER);
        for (Hostile value : Hostile.all()) {
            for (String path : List.of("/desk/finished?", "/desk/finished.csv?")) {
                HttpResponse<String> answer = manager.get(path + field + "=" + encoded(value.text()));
                assertThat(answer.statusCode()).as(path + value).isLessThan(500);
                assertThat(answer.body()).as(path + value).doesNotContain("<script>alert");
            }
        }
    }

    @Test
    void aDayWithTheEndOfItsLineIsThatDay() {
        HttpResponse<String> table = staff(StaffRole.MANAGER).get("/desk/finished.csv?from=2026-03-01%0D%0A");
        assertThat(table.statusCode()).isEqualTo(200);
        assertThat(table.headers().firstValue("content-disposition").orElseThrow())
                .contains("finished-2026-03-01-");
    }

    @ParameterizedTest
    @EnumSource(StaffRole.class)
    void allStaffReadsIt(StaffRole role) {
        assertThat(staff(role).get("/desk/finished").statusCode()).isEqualTo(200);
        assertThat(staff(role).get("/desk/finished.csv").statusCode()).isEqualTo(200);
    }

    @Test
    void noCustomerDoes() {
        Visitor customer = new Visitor(port);
        customer.login(cast.aCustomer().login(), Visitor.PASSWORD);
        assertThat(customer.get(here).statusCode()).isEqualTo(403);
        assertThat(customer.get("/desk/finished.csv").statusCode()).isEqualTo(403);
        assertThat(new Visitor(port).get("/desk/finished.csv").statusCode()).isEqualTo(302);
    }

    @Test
    void fitsATelephoneAndADarkRoom() {
        for (int i = 0; i < 30; i++) {
            UUID request = ended(Verb.values()[i % 3], State.values()[3 + i % 5], 10 + i * i * i, end);
            if (i % 4 == 0) {
                line(request, "repair", 5 + i);
            }
        }
        String login = cast.aMemberOfStaff(StaffRole.MANAGER).login();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(Chromium.DESKTOP, Chromium.TELEPHONE)) {
                Page page = Chromium.page(port, width, scheme);
                page.navigate(here);
                Chromium.logIn(page, login);
                page.navigate(here);
                Chromium.picture(page, "desk-finished-" + scheme.name().toLowerCase(Locale.ROOT));
                assertThat((boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                        .isTrue();
                page.close();
            }
        }
    }

    /** A request for a domain of its own that ended so. */
    private UUID ended(Verb verb, State state, double seconds, Instant at) {
        UUID service = Ids.next();
        jdbc.sql("insert into service (id, version, type, name, account_id, state, spec, created_at)"
                        + " values (?, 0, 'domains', ?, ?, 'REMOVED', '{}', now())")
                .params(service, "finished" + NUMBER.incrementAndGet() + ".test", account.id())
                .update();
        UUID request = Ids.next();
        jdbc.sql("insert into request (id, version, account_id, service_id, verb, aspect, state, asked_by, asked_at,"
                        + " ended_at) values (:id, 0, :account, :service, :verb, 'EXISTENCE', :state, 'ada',"
                        + " :end - make_interval(secs => :seconds), :end)")
                .param("id", request)
                .param("account", account.id())
                .param("service", service)
                .param("verb", verb.name())
                .param("state", state.name())
                .param("seconds", seconds)
                .param("end", at.atOffset(ZoneOffset.UTC))
                .update();
        return request;
    }

    /** A line of its timeline, so many seconds before its end. */
    private void line(UUID request, String kind, int secondsBefore) {
        jdbc.sql("insert into request_event (id, request_id, at, kind, args)"
                        + " select :id, id, ended_at - make_interval(secs => :seconds), :kind, '{}' from request"
                        + " where id = :request")
                .param("id", Ids.next())
                .param("seconds", (double) secondsBefore)
                .param("kind", kind)
                .param("request", request)
                .update();
    }

    private List<Sum> sums(@Nullable String type, @Nullable Verb verb) {
        return As.administrator()
                .get(() -> finished.sums(new Finished.Wanted(
                        end.minus(Duration.ofDays(30)),
                        end.plus(Duration.ofDays(1)),
                        type,
                        verb,
                        Long.toString(account.number()))));
    }

    private String found(String path) {
        HttpResponse<String> page = staff(StaffRole.MANAGER).get(path);
        assertThat(page.statusCode()).as(path).isEqualTo(200);
        assertThat(page.body()).doesNotContain("??");
        return page.body();
    }

    private Visitor staff(StaffRole role) {
        Visitor visitor = new Visitor(port);
        visitor.login(cast.aMemberOfStaff(role).login(), Visitor.PASSWORD);
        return visitor;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
