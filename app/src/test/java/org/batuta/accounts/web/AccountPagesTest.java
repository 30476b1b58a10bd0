package org.batuta.accounts.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Statements;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.audit.Audit;
import org.batuta.audit.AuditEntry;
import org.batuta.kernel.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Accounts at the desk: found, opened, their people let in; by administrators only, and always written down. */
@BatutaTest
class AccountPagesTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private Audit audit;

    private final String word = "desk" + NUMBER.incrementAndGet();

    @Test
    void anAdministratorOpensAnAccountAndLetsItsOwnerIn() {
        Visitor administrator = visitor(StaffRole.ADMINISTRATOR);
        String account = opened(administrator, "Opened " + word);
        assertThat(found(administrator, account))
                .contains("Opened " + word, "The account Opened", "Association", "German");

        HttpResponse<String> answer = administrator.post(account + "/people/new", person(Map.of()));
        assertThat(answer.headers().firstValue("Location")).hasValue(account);
        assertThat(found(administrator, account)).contains(word + "-owner", "Owner", "can log in from now on");
        assertThat(new Visitor(port).login(word + "-owner", "a first password")).isEqualTo("/");
        assertThat(audit.of("account", id(account)))
                .extracting(AuditEntry::action)
                .contains("account.open");
    }

    @Test
    void everyProblemStandsAtItsFieldAndWhatWasTypedIsKeptButNeverThePassword() {
        Visitor administrator = visitor(StaffRole.ADMINISTRATOR);
        String account = opened(administrator, "Refused " + word);
        HttpResponse<String> form = administrator.post(
                account + "/people/new",
                person(Map.of("login", "No Login", "email", "nobody\0@example.org", "password", "short")));
        assertThat(form.statusCode()).isEqualTo(200);
        assertThat(form.body())
                .contains("id=\"login-problem\"", "id=\"email-problem\"", "id=\"password-problem\"")
                .contains("value=\"No Login\"", "3 fields need another look")
                .doesNotContain("id=\"name-problem\"", "short", "??");
        cast.aCustomer();
        Person taken = cast.aCustomer();
        assertThat(administrator
                        .post(account + "/people/new", person(Map.of("login", taken.login())))
                        .body())
                .contains("Somebody has this login name already");
        assertThat(administrator
                        .post("/desk/accounts/new", Map.of("name", " ", "kind", "COMPANY", "language", "en"))
                        .body())
                .contains("id=\"name-problem\"");
        assertThat(administrator
                        .post("/desk/accounts/new", Map.of("name", "x", "kind", "COMPANY", "language", "xx"))
                        .body())
                .contains("id=\"language-problem\"");
        assertThat(administrator.post("/desk/accounts/new", Map.of()).body())
                .contains("id=\"name-problem\"", "id=\"kind-problem\"", "id=\"language-problem\"");
    }

    @Test
    void someoneWithALoginIsGivenARoleAndAContactIsWrittenDown() {
        Visitor administrator = visitor(StaffRole.ADMINISTRATOR);
        String account = opened(administrator, "Roles " + word);
        Person known = cast.aCustomer();
        administrator.post(account + "/roles/new", Map.of("member", known.login(), "role", "BILLING"));
        assertThat(found(administrator, account)).contains(known.login(), "Billing");
        assertThat(administrator
                        .post(account + "/roles/new", Map.of("member", "no\0body", "role", "OWNER"))
                        .body())
                .contains("Nobody has this login name");
        administrator.post(
                account + "/contacts/new",
                Map.of("usage", "TECHNICAL", "email", word + "@example.org", "language", "ca"));
        assertThat(found(administrator, account)).contains(word + "@example.org", "Technical", "Catalan");
        assertThat(administrator
                        .post(account + "/contacts/new", Map.of("email", "x", "usage", "TECHNICAL", "language", "ca"))
                        .body())
                .contains("This is not an e-mail address");
    }

    @Test
    void aPersonIsShutOutAtOnceAndLetInAgain() {
        Visitor administrator = visitor(StaffRole.ADMINISTRATOR);
        Account account = cast.anAccount();
        Person person = cast.aCustomer(account, Role.OWNER);
        Visitor customer = new Visitor(port);
        customer.login(person.login(), Visitor.PASSWORD);
        String path = "/desk/accounts/" + account.id() + "/people/" + person.id();

        administrator.post(path + "/out", Map.of());
        assertThat(customer.get("/").statusCode()).isEqualTo(302);
        assertThat(found(administrator, "/desk/accounts/" + account.id())).contains("Shut out", "Let in");
        administrator.post(path + "/in", Map.of());
        customer.login(person.login(), Visitor.PASSWORD);
        assertThat(customer.get("/").statusCode()).isEqualTo(200);
        assertThat(audit.of("person", person.id()))
                .extracting(AuditEntry::action)
                .contains("person.disable", "person.enable");
        String stranger =
                "/desk/accounts/" + account.id() + "/people/" + cast.aCustomer().id() + "/out";
        assertThat(administrator.post(stranger, Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void findsAccountsByAPartOfTheNameOrTheBeginningOfTheNumber() {
        Visitor administrator = visitor(StaffRole.ADMINISTRATOR);
        String account = opened(administrator, "Found 100%_" + word);
        assertThat(found(administrator, "/desk/accounts?words=%25_" + word.toUpperCase(Locale.ROOT)))
                .contains(account);
        assertThat(found(administrator, "/desk/accounts?words=Found%25" + word)).doesNotContain(account);
        assertThat(found(administrator, "/desk/accounts?words=%00")).contains("No account is found so");
        String number = found(administrator, account).replaceAll("(?s).*data-copy=\"([0-9]+)\".*", "$1");
        assertThat(found(administrator, "/desk/accounts?words=" + number)).contains(account);
    }

    @Test
    void theListAndThePageCostTheSameStatementsWhateverTheirLength() {
        Visitor manager = visitor(StaffRole.MANAGER);
        Account account = cast.anAccount();
        cast.aCustomer(account, Role.OWNER);
        String page = "/desk/accounts/" + account.id();
        found(manager, page);
        found(manager, "/desk/accounts");
        int few = Statements.during(() -> found(manager, page));
        int list = Statements.during(() -> found(manager, "/desk/accounts"));
        IntStream.range(0, 10).forEach(i -> cast.aCustomer(account, Role.READER));
        IntStream.range(0, 30).forEach(i -> cast.anAccount());
        assertThat(Statements.during(() -> found(manager, page))).isEqualTo(few);
        assertThat(Statements.during(() -> found(manager, "/desk/accounts"))).isLessThanOrEqualTo(list + 1);
        assertThat(found(manager, "/desk/accounts")).contains("Page 1 of");
    }

    @ParameterizedTest
    @EnumSource(
            value = StaffRole.class,
            names = {"OPERATOR", "MANAGER"})
    void onlyAdministratorsWrite(StaffRole role) {
        Visitor reader = visitor(role);
        Account account = cast.anAccount();
        Person person = cast.aCustomer(account, Role.OWNER);
        String path = "/desk/accounts/" + account.id();
        assertThat(found(reader, path)).contains(person.login()).doesNotContain("/people/new", "/out\"");
        assertThat(found(reader, "/desk/accounts")).doesNotContain("/desk/accounts/new");
        for (String form :
                new String[] {"/desk/accounts/new", path + "/people/new", path + "/roles/new", path + "/contacts/new"
                }) {
            assertThat(reader.get(form).statusCode()).as(form).isEqualTo(403);
            assertThat(reader.post(
                                    form,
                                    person(Map.of("member", person.login(), "kind", "COMPANY", "usage", "SUPPORT")))
                            .statusCode())
                    .as(form)
                    .isEqualTo(403);
        }
        assertThat(reader.post(path + "/people/" + person.id() + "/out", Map.of())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void unknownAccountsAreNotFoundAndCustomersFindNothing() {
        Visitor administrator = visitor(StaffRole.ADMINISTRATOR);
        assertThat(administrator.get("/desk/accounts/" + Ids.next()).statusCode())
                .isEqualTo(404);
        assertThat(administrator
                        .get("/desk/accounts/" + Ids.next() + "/people/new")
                        .statusCode())
                .isEqualTo(404);
        Account account = cast.anAccount();
        Visitor customer = new Visitor(port);
        customer.login(cast.aCustomer(account, Role.OWNER).login(), Visitor.PASSWORD);
        assertThat(customer.get("/desk/accounts/" + account.id()).statusCode()).isEqualTo(403);
    }

    private Map<String, String> person(Map<String, String> other) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "login",
                word + "-owner",
                "name",
                "Owner of " + word,
                "email",
                word + "@example.org",
                "role",
                "OWNER",
                "language",
                "de",
                "password",
                "a first password"));
        fields.putAll(other);
        return fields;
    }

    private String opened(Visitor administrator, String name) {
        return administrator
                .post("/desk/accounts/new", Map.of("name", name, "kind", "ASSOCIATION", "language", "de"))
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private static UUID id(String path) {
        return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
    }

    private static String found(Visitor visitor, String path) {
        HttpResponse<String> page = visitor.get(path);
        assertThat(page.statusCode()).as(path).isEqualTo(200);
        return page.body();
    }

    private Visitor visitor(StaffRole role) {
        Visitor visitor = new Visitor(port);
        visitor.login(cast.aMemberOfStaff(role).login(), Visitor.PASSWORD);
        return visitor;
    }
}
