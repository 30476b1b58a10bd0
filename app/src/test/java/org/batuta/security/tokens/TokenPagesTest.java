package org.batuta.security.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Program;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A person's own tokens on their page (A09). */
@BatutaTest
class TokenPagesTest {

    private static final Pattern TEXT = Pattern.compile("data-copy=\"(btt_[0-9A-Za-z]{36})\"");
    private static final Pattern END = Pattern.compile("action=\"(/tokens/[0-9a-f-]+/end)\"");

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Test
    void a09ATokenIsMadeShownOnceUsedAndEnded() {
        Account account = cast.anAccount();
        Visitor visitor = visitor(cast.aCustomer(account, Role.OWNER));
        assertThat(visitor.get("/tokens").body()).contains("You have no tokens");
        HttpResponse<String> made =
                visitor.post("/tokens/new", asked("backup", account.id().toString(), ""));
        assertThat(made.headers().firstValue("Location")).hasValue("/tokens");
        HttpResponse<String> shown = visitor.get("/tokens");
        assertThat(shown.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        String text = found(TEXT, shown.body());
        assertThat(shown.body())
                .contains("shown this once", account.name(), "Only look", "Never used", "From everywhere")
                .doesNotContain("??");
        assertThat(visitor.get("/tokens").body()).contains("backup").doesNotContain(text);

        Program program = new Program(port, text);
        assertThat(program.get("/api/v1/token").status()).isEqualTo(200);
        String used = visitor.get("/tokens").body();
        assertThat(used).contains("from 127.0.0.1").doesNotContain("Never used");
        visitor.post(found(END, used), Map.of());
        assertThat(program.get("/api/v1/token").status()).isEqualTo(401);
        assertThat(visitor.get("/tokens").body()).contains("You have no tokens").doesNotContain("backup");
    }

    @Test
    void everyProblemStandsAtItsField() {
        Account account = cast.anAccount();
        Visitor visitor = visitor(cast.aCustomer(account, Role.READER));
        String form =
                visitor.post("/tokens/new", Map.of("scope", "x", "days", "8")).body();
        assertThat(form).contains("id=\"scope-problem\"").doesNotContain("??");
        String fields = visitor.post("/tokens/new", asked(" ", account.id().toString(), "192.0.2.0/24 home"))
                .body();
        assertThat(fields)
                .contains("id=\"name-problem\"", "id=\"addresses-problem\"", "home is no address", "192.0.2.0/24 home");
        visitor.post("/tokens/new", asked("twice", account.id().toString(), ""));
        assertThat(visitor.post("/tokens/new", asked("twice", account.id().toString(), ""))
                        .body())
                .contains("You have a token of this name already");
    }

    @Test
    void nobodyMakesATokenForAnAccountOfSomebodyElseOrForTheStaff() {
        Visitor visitor = visitor(cast.aCustomer());
        for (String account : new String[] {cast.anAccount().id().toString(), "staff", "x", ""}) {
            assertThat(visitor.post("/tokens/new", asked("mine", account, "")).body())
                    .as(account)
                    .contains("id=\"account-problem\"");
        }
        assertThat(visitor.get("/tokens").body()).contains("You have no tokens");
    }

    @Test
    void nobodyEndsTheTokenOfSomebodyElse() {
        Account account = cast.anAccount();
        Visitor owner = visitor(cast.aCustomer(account, Role.OWNER));
        owner.post("/tokens/new", asked("mine", account.id().toString(), ""));
        String page = owner.get("/tokens").body();
        Visitor other = visitor(cast.aCustomer(account, Role.OWNER));
        assertThat(other.get("/tokens").body()).doesNotContain("mine");
        assertThat(other.post(found(END, page), Map.of()).statusCode()).isEqualTo(404);
        assertThat(other.post("/tokens/" + UUID.randomUUID() + "/end", Map.of()).statusCode())
                .isEqualTo(404);
        assertThat(new Program(port, found(TEXT, page)).get("/api/v1/token").status())
                .isEqualTo(200);
    }

    @Test
    void staffMakeTokensForWhatTheyDo() {
        Visitor visitor = visitor(cast.aMemberOfStaff(StaffRole.OPERATOR));
        visitor.post("/tokens/new", asked("watch", "staff", "127.0.0.0/8"));
        String page = visitor.get("/tokens").body();
        assertThat(page).contains("What you do as one of the staff", "127.0.0.0/8");
        assertThat(new Program(port, found(TEXT, page))
                        .get("/api/v1/token")
                        .json()
                        .get("account")
                        .isNull())
                .isTrue();
    }

    private static Map<String, String> asked(String name, String account, String addresses) {
        return Map.of("name", name, "account", account, "scope", "READ", "days", "30", "addresses", addresses);
    }

    private static String found(Pattern pattern, String page) {
        Matcher found = pattern.matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }

    private Visitor visitor(Person person) {
        Visitor visitor = new Visitor(port);
        visitor.login(person.login(), Visitor.PASSWORD);
        return visitor;
    }
}
