package org.batuta.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.batuta.Hunted;
import org.batuta.Program;
import org.batuta.Visitor;
import org.batuta.provider.Letters;
import org.batuta.security.factor.Authenticator;

/** Somebody's own secrets go through every page that takes or shows one, and are refused there too. */
public final class LoginDoors {

    private static final Pattern RESET = Pattern.compile("/login/reset/([A-Za-z0-9_-]{43})");
    private static final Pattern INVITATION = Pattern.compile("/invitation/([A-Za-z0-9_-]{43})");
    private static final Pattern CONFIRM = Pattern.compile("/contacts/confirm/([A-Za-z0-9_-]{43})");
    private static final Pattern SHARED = Pattern.compile("<code>((?:[A-Z2-7]{4} ?){8})</code>");
    private static final Pattern RECOVERY = Pattern.compile("<code>([a-z2-9]{4}(?:-[a-z2-9]{4}){3})</code>");
    private static final Pattern TOKEN = Pattern.compile("data-copy=\"(btt_[0-9A-Za-z]{36})\"");
    private static final Pattern END_TOKEN = Pattern.compile("action=\"(/tokens/[0-9a-f-]+/end)\"");

    private final int port;
    private final String account;
    private final String nameOfAccount;
    private final Supplier<Owner> owners;
    private final Hunted hunted;
    private final Set<Visitor> inside = new LinkedHashSet<>();
    private final String mark;

    /**
     * The doors of the application at this port.
     *
     * @param owners enters one more owner of the account, with the password of everybody
     */
    public LoginDoors(int port, String account, String nameOfAccount, Supplier<Owner> owners, Hunted hunted) {
        this.port = port;
        this.account = account;
        this.nameOfAccount = nameOfAccount;
        this.owners = owners;
        this.hunted = hunted;
        this.mark = hunted.mark;
    }

    /** Somebody who owns the account. */
    public record Owner(String login, String name, String email) {}

    /** Goes through all of them. */
    public void all() {
        password();
        forgotten();
        secondFactor();
        letters();
        token();
        everybodyLeaves();
    }

    private void everybodyLeaves() {
        inside.forEach(visitor -> led(visitor, "/logout", Map.of()));
    }

    /** A person logs in, mistakes one field for the other, is wrong, and changes the password. */
    private void password() {
        Owner person = owners.get();
        Visitor visitor = new Visitor(port);
        assertThat(visitor.login(mark + " in the wrong field", mark)).isEqualTo("/login?wrong");
        assertThat(visitor.login(person.login(), mark + " and wrong")).isEqualTo("/login?wrong");
        assertThat(visitor.get("/login?wrong").body()).doesNotContain(mark);
        assertThat(visitor.get("/login?password=" + mark).body()).doesNotContain(mark);
        visitor.login(person.login(), Visitor.PASSWORD);
        session(visitor);
        refuses(visitor, "/me/password", Map.of("present", mark + " and wrong", "password", "too short"));
        refuses(visitor, "/me/password", Map.of("present", Visitor.PASSWORD, "password", mark.repeat(9)));
        Map<String, String> other = Map.of("present", Visitor.PASSWORD, "password", mark + " tired dogs 7");
        assertThat(led(visitor, "/me/password", other)).isEqualTo("/me");
        session(visitor);
        assertThat(led(visitor, "/logout", Map.of())).isEqualTo("/login?ended");
        inside.remove(visitor);
        refuses(visitor, "/me/password", other);
        refuses(visitor, "/camunda/api/admin/auth/user/default/login/cockpit", Map.of("password", mark));
    }

    /** Forgets it and gets a link, which opens once. */
    private void forgotten() {
        Owner person = owners.get();
        Letters mail = Letters.to(person.email());
        new Visitor(port).post("/login/forgotten", Map.of("who", mark));
        new Visitor(port).post("/login/forgotten", Map.of("who", person.login()));
        String link = link(RESET, mail.text("Choose a new password for " + person.login()));
        Visitor reader = new Visitor(port);
        opens(reader, link);
        refuses(reader, link, Map.of("password", "short"));
        refuses(reader, link, Map.of("password", mark.repeat(9)));
        Map<String, String> other = Map.of("password", mark + " tired cats 8");
        assertThat(led(reader, link, other)).isEqualTo("/login?reset");
        assertThat(reader.get(link).statusCode()).isEqualTo(410);
        assertThat(reader.post(link, other).statusCode()).isEqualTo(410);
        assertThat(new Visitor(port).login(person.login(), mark + " tired cats 8"))
                .isEqualTo("/");
    }

    /** Turns on an authenticator app, and logs in with what the page says to be kept on paper. */
    private void secondFactor() {
        Owner person = owners.get();
        Visitor visitor = at(person);
        String home = "/me/second-factor";
        refuses(visitor, home + "/begin", Map.of("present", mark));
        assertThat(led(visitor, home + "/begin", Map.of("present", Visitor.PASSWORD)))
                .isEqualTo(home + "/app");
        String shared = all(SHARED, visitor.get(home + "/app").body()).get(0).replace(" ", "");
        hunted.shared(shared);
        visitor.post(home + "/app", Map.of("code", "000000"));
        assertThat(led(visitor, home + "/app", Map.of("code", Authenticator.codeOfNow(shared))))
                .isEqualTo(home);
        List<String> codes = all(RECOVERY, visitor.get(home).body());
        assertThat(codes).hasSize(10);
        codes.forEach(code -> {
            hunted.secrets.add(code);
            hunted.secrets.add(code.replace("-", ""));
        });
        refuses(visitor, home + "/codes", Map.of("present", mark));
        refuses(visitor, home + "/end", Map.of("present", mark));
        Visitor next = new Visitor(port);
        assertThat(next.login(person.login(), Visitor.PASSWORD)).isEqualTo("/login/code");
        assertThat(led(next, "/login/code", Map.of("code", mark))).isEqualTo("/login/code?wrong");
        assertThat(led(next, "/login/code", Map.of("code", codes.get(3)))).isEqualTo("/");
        session(next);
    }

    /** Invites somebody, who makes a login; and confirms an address, both by a link. */
    private void letters() {
        Owner owner = owners.get();
        Visitor visitor = at(owner);
        String word = UUID.randomUUID().toString().substring(0, 8);
        String reader = word + "@reader.example";
        Letters mail = Letters.to(reader);
        visitor.post("/accounts/" + account + "/team/new", Map.of("email", reader, "role", "READER"));
        String invitation = link(INVITATION, mail.text(owner.name() + " invites you to " + nameOfAccount));
        Visitor guest = new Visitor(port);
        opens(guest, invitation);
        refuses(guest, invitation, Map.of("login", "Not A Login", "name", "Guest", "password", mark));
        refuses(guest, invitation, Map.of("login", owner.login(), "name", "Guest", "password", mark + " dogs"));
        Map<String, String> joins = Map.of("login", "g" + word, "name", "Guest", "password", mark + " tired birds 9");
        assertThat(led(guest, invitation, joins)).isEqualTo("/login?joined");
        assertThat(guest.post(invitation, joins).statusCode()).isEqualTo(410);

        int before = mail.subjects().size();
        visitor.post(
                "/accounts/" + account + "/contacts/new",
                Map.of("usage", "EMERGENCY", "email", reader, "language", "en"));
        String subject = mail.arrived(before + 1).get(before);
        String confirm = link(CONFIRM, mail.text(subject));
        await("the link")
                .atMost(Duration.ofSeconds(30))
                .until(() -> guest.get(confirm).body().contains(reader));
        assertThat(guest.post(confirm, Map.of()).statusCode()).isEqualTo(200);
    }

    /** Makes a token for a program, sees it once, uses it and ends it. */
    private void token() {
        Visitor visitor = at(owners.get());
        Map<String, String> asked =
                Map.of("name", "hunt", "account", account, "scope", "READ", "days", "30", "addresses", "");
        assertThat(led(visitor, "/tokens/new", asked)).isEqualTo("/tokens");
        String page = visitor.get("/tokens").body();
        String token = all(TOKEN, page).get(0);
        hunted.secrets.add(token);
        Program program = new Program(port, token);
        assertThat(program.get("/api/v1/token").status()).isEqualTo(200);
        assertThat(program.get("/api/v1/services?token=" + token).status()).isEqualTo(422);
        assertThat(program.post("/api/v1/services", "{\"password\":\"" + mark + "\"}")
                        .status())
                .isBetween(400, 422);
        assertThat(visitor.get("/tokens").body()).doesNotContain(token);
        visitor.post(all(END_TOKEN, page).get(0), Map.of());
        assertThat(program.get("/api/v1/token").status()).isEqualTo(401);
        for (String wrong : List.of(mark, "Basic " + mark, token + "x")) {
            assertThat(new Program(port, wrong).get("/api/v1/token").status()).isEqualTo(401);
        }
    }

    private Visitor at(Owner person) {
        Visitor visitor = new Visitor(port);
        visitor.login(person.login(), Visitor.PASSWORD);
        session(visitor);
        return visitor;
    }

    private void session(Visitor visitor) {
        inside.add(visitor);
        hunted.secrets.add(visitor.cookie("batuta").orElseThrow());
    }

    /** It comes to nothing, and what was typed is not on the page that says so. */
    private void refuses(Visitor visitor, String path, Map<String, String> fields) {
        var answer = visitor.post(path, fields);
        assertThat(answer.body()).as(path).doesNotContain(mark);
        assertThat(Visitor.led(answer)).as(path).matches(led -> led.isEmpty() || led.endsWith("/login"));
    }

    /** A link works when its letter is on its way for good. */
    public static void opens(Visitor reader, String link) {
        await("the link")
                .atMost(Duration.ofSeconds(30))
                .until(() -> reader.get(link).statusCode() == 200);
    }

    private static String led(Visitor visitor, String path, Map<String, String> fields) {
        var answer = visitor.post(path, fields);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return Visitor.led(answer);
    }

    private String link(Pattern pattern, String letter) {
        Matcher link = pattern.matcher(letter);
        assertThat(link.find()).as(letter).isTrue();
        hunted.link(link.group(1));
        return link.group();
    }

    private static List<String> all(Pattern pattern, String page) {
        List<String> all = pattern.matcher(page)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertThat(all).as(page).isNotEmpty();
        return all;
    }
}
