package org.batuta.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Chromium;
import org.batuta.FirstDay;
import org.batuta.Visitor;
import org.batuta.accounts.Person;
import org.batuta.accounts.Registrar;
import org.batuta.accounts.StaffRole;
import org.batuta.audit.Audit;
import org.batuta.audit.AuditEntry;
import org.batuta.security.factor.SecondFactors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;

/** Logins by passkey (A08): in a browser with a device of its own, and with one that says what no browser would. */
@BatutaTest
class PasskeyTest {

    private static final URI SITE = URI.create(FirstDay.SITE);
    private static final Pattern ASKED = Pattern.compile("data-asked=\"([^\"]+)\"");
    private static final Pattern RENAME = Pattern.compile("/me/passkeys/([0-9a-f-]{36})/rename");

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private Registrar registrar;

    @Autowired
    private SecondFactors factors;

    @Autowired
    private PasskeyLogin login;

    @Autowired
    private Audit audit;

    @Autowired
    private JdbcClient sql;

    private Person person;
    private Visitor visitor;
    private Device device;

    @BeforeEach
    void someone() {
        person = cast.aCustomer();
        visitor = Visitor.inside(port, person.login());
        device = new Device(FirstDay.SITE, SITE.getHost());
    }

    @Test
    void a08ADeviceHoldsOneAndOpensTheLoginInTheBrowser() {
        Page page = Chromium.page(SITE, port);
        CDPSession devices = page.context().newCDPSession(page);
        String authenticator = aDevice(devices);
        page.navigate("/me/passkeys");
        Chromium.logIn(page, person.login());
        assertThat(page.getByText("You have none yet")).isVisible();
        page.getByText("Add a passkey").click();
        page.fill("#name", "my telephone");
        page.fill("#present", Visitor.PASSWORD);
        page.click(".actions button[type=submit]");
        Chromium.picture(page, "passkey-make");
        page.click("form[data-passkey] button[type=submit]");
        assertThat(page.getByText("The passkey my telephone is made")).isVisible();
        assertThat(page.getByText("never used")).isVisible();
        Chromium.picture(page, "passkeys");

        logOut(page);
        Chromium.picture(page, "login-passkey");
        page.getByText("Log in with a passkey").click();
        assertThat(page.locator("h1")).containsText("Good day");
        page.navigate("/me");
        assertThat(page.getByText("by passkey my telephone")).isVisible();
        Chromium.picture(page, "me-passkey");

        logOut(page);
        holdsACopy(devices, authenticator);
        page.getByText("Log in with a passkey").click();
        assertThat(page.getByText("This passkey opens nothing here")).isVisible();
        assertThat(actions()).contains("person.passkey-copied");

        page.navigate("/login");
        devices.send("WebAuthn.clearCredentials", of(authenticator));
        page.getByText("Log in with a passkey").click();
        assertThat(page.getByText("No passkey was used")).isVisible();
    }

    @Test
    void a08OpensWithoutNamePasswordAndCode() {
        factors.begin(person);
        sql.sql("update second_factor set confirmed = now() where person_id = ?")
                .param(person.id())
                .update();
        assertThat(new Visitor(port).login(person.login(), Visitor.PASSWORD)).isEqualTo("/login/code");
        add("key ring");
        Visitor next = new Visitor(port);
        String before = next.cookie("batuta").orElse("none");
        assertThat(opens(next)).isEqualTo("/");
        assertThat(next.isInside()).isTrue();
        assertThat(next.cookie("batuta").orElseThrow()).isNotEqualTo(before);
        assertThat(next.get("/me").body()).contains("by passkey key ring").doesNotContain("??");
        assertThat(next.get("/me/passkeys").body())
                .contains("key ring", "last used")
                .doesNotContain("never used");
        assertThat(actions()).contains("person.passkey-added");
        assertThat(letters()).contains("added");
    }

    @Test
    void a08LeadsToThePageThatWasAskedFor() {
        add("key ring");
        Visitor next = new Visitor(port);
        next.get("/me");
        assertThat(opens(next)).endsWith("/me?continue");
    }

    @Test
    void a08ARemovedOneOpensNothingAndItsLoginsEnd() {
        add("key ring");
        Visitor opened = new Visitor(port);
        opens(opened);
        assertThat(opened.isInside()).isTrue();
        visitor.post("/me/passkeys/" + id() + "/remove", Map.of());
        assertThat(opened.isInside()).isFalse();
        assertThat(visitor.isInside()).isTrue();
        assertThat(opens(new Visitor(port))).isEqualTo("/login?passkey");
        assertThat(visitor.get("/me/passkeys").body()).contains("You have none yet");
        assertThat(actions()).contains("person.passkey-removed");
        assertThat(letters()).contains("removed");
    }

    @Test
    void a08IsMadeAfterThePresentPasswordOnlyAndOncePerDevice() {
        assertThat(Visitor.led(visitor.get("/me/passkeys/make"))).endsWith("/me/passkeys/new");
        HttpResponse<String> wrong =
                visitor.post("/me/passkeys/new", Map.of("name", "key ring", "present", "not this one"));
        assertThat(wrong.body()).contains("This is not your present password", "key ring");
        assertThat(Visitor.led(visitor.post("/me/passkeys/make", Map.of("answer", "{}"))))
                .endsWith("/me/passkeys/new");
        add("key ring");
        begin("another");
        String asked = asked();
        assertThat(Device.read(asked).at("/excludeCredentials/0/id").asText()).isEqualTo(device.id());
        assertThat(Device.read(asked)
                        .at("/authenticatorSelection/userVerification")
                        .asText())
                .isEqualTo("required");
        assertThat(visitor.post("/me/passkeys/make", Map.of("answer", device.makes(asked)))
                        .body())
                .contains("did not make a passkey");
        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void a08WhatDevicesKnowOfTheirPersonIsRandom() {
        begin("key ring");
        String handle = Device.read(asked()).at("/user/id").asText();
        assertThat(handle).hasSize(86);
        assertThat(Device.read(asked()).at("/user/id").asText()).isEqualTo(handle);
        assertThat(Device.read(asked()).get("challenge"))
                .isNotEqualTo(Device.read(asked()).get("challenge"));
    }

    @Test
    void a08TakesNoAnswerThatWasMadeForAnotherChallengeOrWithoutVerifying() {
        begin("key ring");
        String late = device.makes(asked());
        asked();
        assertThat(visitor.post("/me/passkeys/make", Map.of("answer", late)).body())
                .contains("did not make a passkey");
        device.verifies = false;
        refusesToMake();
        device.verifies = true;
        device.origin = "https://another.example";
        refusesToMake();
        assertThat(kept()).isZero();
    }

    @Test
    void a08IsCalledAsItsPersonWantsAndBelongsToNobodyElse() {
        add("key ring");
        UUID id = id();
        Visitor stranger = Visitor.inside(port, cast.aCustomer().login());
        assertThat(stranger.get("/me/passkeys/" + id + "/rename").statusCode()).isEqualTo(404);
        assertThat(stranger.post("/me/passkeys/" + id + "/rename", Map.of("name", "mine"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(stranger.post("/me/passkeys/" + id + "/remove", Map.of()).statusCode())
                .isEqualTo(404);
        assertThat(visitor.post("/me/passkeys/" + id + "/rename", Map.of("name", " "))
                        .body())
                .contains("Please fill this in");
        visitor.post("/me/passkeys/" + id + "/rename", Map.of("name", "drawer <b>"));
        assertThat(visitor.get("/me/passkeys").body()).contains("drawer &lt;b&gt;");
        assertThat(actions()).contains("person.passkey-renamed");
    }

    @Test
    void attack26AnAnswerCountsOnceAndInItsSession() {
        add("key ring");
        Visitor first = new Visitor(port);
        String answer = device.opens(challenge(first));
        Visitor thief = new Visitor(port);
        challenge(thief);
        assertThat(says(thief, answer)).isEqualTo("/login?passkey");
        assertThat(says(thief, answer)).isEqualTo("/login?late");
        assertThat(says(first, answer)).isEqualTo("/");
        assertThat(says(first, answer)).isEqualTo("/login?late");
        assertThat(says(new Visitor(port), answer)).isEqualTo("/login?late");
        assertThat(thief.isInside()).isFalse();
    }

    @Test
    void a08RefusesWhoeverTheDeviceHasNotVerified() {
        add("key ring");
        device.verifies = false;
        assertThat(opens(new Visitor(port))).isEqualTo("/login?passkey");
        device.verifies = true;
        assertThat(opens(new Visitor(port))).isEqualTo("/");
    }

    @Test
    void a08RefusesWhatWasSaidToAnotherSite() {
        add("key ring");
        for (String origin : List.of(
                "https://provider.localhost",
                "http://provider.localhost:81",
                "http://provider.localhost.example.org",
                "http://localhost:" + port)) {
            device.origin = origin;
            assertThat(opens(new Visitor(port))).as(origin).isEqualTo("/login?passkey");
        }
        device.origin = FirstDay.SITE;
        device.host = "localhost";
        assertThat(opens(new Visitor(port))).isEqualTo("/login?passkey");
        device.host = SITE.getHost();
        assertThat(opens(new Visitor(port))).isEqualTo("/");
    }

    @Test
    void a08OfTwoDevicesWithOneKeyThePersonIsTold() {
        device.count = 40;
        add("key ring");
        assertThat(opens(new Visitor(port))).isEqualTo("/");
        device.count = 12;
        assertThat(opens(new Visitor(port))).isEqualTo("/login?passkey");
        assertThat(actions()).contains("person.passkey-copied");
        assertThat(letters()).contains("copied");
        device.count = 41;
        assertThat(opens(new Visitor(port))).isEqualTo("/");
    }

    @Test
    void a08ADeviceThatDoesNotCountOpensEachTime() {
        device.count = 0;
        add("key ring");
        for (int n = 0; n < 2; n++) {
            device.count = -1;
            assertThat(opens(new Visitor(port))).isEqualTo("/");
        }
        assertThat(actions()).doesNotContain("person.passkey-copied");
    }

    @Test
    void nothingTellsWhetherThereIsSuchALogin() {
        add("key ring");
        Visitor one = new Visitor(port);
        Visitor two = new Visitor(port);
        assertThat(challenge(one).replaceAll("\"challenge\":\"[^\"]+\"", ""))
                .isEqualTo(challenge(two).replaceAll("\"challenge\":\"[^\"]+\"", ""))
                .doesNotContain(device.id());
        registrar.disable(person);
        assertThat(opens(one)).isEqualTo("/login?passkey");
        Device unknown = new Device(FirstDay.SITE, SITE.getHost());
        assertThat(says(two, unknown.opens(challenge(two)))).isEqualTo("/login?passkey");
    }

    @Test
    void attack26WhoGuessesWaitsAndWhateverIsSentIsNoAnswer() {
        List<String> nonsense = List.of(
                "",
                "null",
                "{}",
                "[]",
                "{\"response\":null}",
                "{\"rawId\":\"%%\",\"response\":{}}",
                "\u0000",
                "x".repeat(30_000));
        for (int n = 0; n < 40; n++) {
            MockHttpServletRequest stranger = from("203.0.113.77");
            login.begin(stranger);
            stranger.setParameter("answer", nonsense.get(n % nonsense.size()));
            assertThatThrownBy(() -> login.attempt(stranger)).isInstanceOf(BadCredentialsException.class);
        }
        MockHttpServletRequest stranger = from("203.0.113.77");
        login.begin(stranger);
        assertThatThrownBy(() -> login.attempt(stranger)).isInstanceOf(LockedException.class);
        MockHttpServletRequest neighbour = from("203.0.113.78");
        login.begin(neighbour);
        assertThatThrownBy(() -> login.attempt(neighbour)).isInstanceOf(BadCredentialsException.class);
    }

    @Test
    void a08AnAdministratorTakesAllFromWhoeverHasLostThem() {
        add("key ring");
        String page = "/desk/people/" + person.id() + "/second-factor";
        String reset = "/desk/people/" + person.id() + "/passkeys/reset";
        for (StaffRole role : new StaffRole[] {StaffRole.OPERATOR, StaffRole.MANAGER}) {
            assertThat(Visitor.inside(port, cast.aMemberOfStaff(role).login())
                            .post(reset, Map.of())
                            .statusCode())
                    .isEqualTo(403);
        }
        Visitor administrator = Visitor.inside(
                port, cast.aMemberOfStaff(StaffRole.ADMINISTRATOR).login());
        assertThat(administrator.get(page).body())
                .contains("Take all passkeys from this person", "key ring")
                .doesNotContain("??");
        administrator.post(reset, Map.of());
        assertThat(administrator.get(page).body()).contains("There is none");
        assertThat(visitor.isInside()).isFalse();
        assertThat(opens(new Visitor(port))).isEqualTo("/login?passkey");
        assertThat(actions()).contains("person.passkeys-reset");
        assertThat(letters()).contains("reset");
    }

    private void add(String name) {
        begin(name);
        assertThat(Visitor.led(visitor.post("/me/passkeys/make", Map.of("answer", device.makes(asked())))))
                .isEqualTo("/me/passkeys");
    }

    private void begin(String name) {
        assertThat(Visitor.led(visitor.post("/me/passkeys/new", Map.of("name", name, "present", Visitor.PASSWORD))))
                .isEqualTo("/me/passkeys/make");
    }

    private void refusesToMake() {
        assertThat(visitor.post("/me/passkeys/make", Map.of("answer", device.makes(asked())))
                        .body())
                .contains("did not make a passkey");
    }

    /** What the page asks a browser for. */
    private String asked() {
        String page = visitor.get("/me/passkeys/make").body();
        assertThat(page).doesNotContain("??");
        Matcher asked = ASKED.matcher(page);
        assertThat(asked.find()).isTrue();
        return asked.group(1).replace("&quot;", "\"").replace("&amp;", "&");
    }

    private static String challenge(Visitor visitor) {
        return visitor.post("/login/passkey/challenge", Map.of()).body();
    }

    private String opens(Visitor visitor) {
        return says(visitor, device.opens(challenge(visitor)));
    }

    private static String says(Visitor visitor, String answer) {
        return Visitor.led(visitor.post("/login/passkey", Map.of("answer", answer)));
    }

    private UUID id() {
        Matcher id = RENAME.matcher(visitor.get("/me/passkeys").body());
        assertThat(id.find()).isTrue();
        return UUID.fromString(id.group(1));
    }

    private int kept() {
        return sql.sql("select count(*) from passkey where person_id = ?")
                .param(person.id())
                .query(Integer.class)
                .single();
    }

    private List<String> actions() {
        return audit.of("person", person.id()).stream().map(AuditEntry::action).toList();
    }

    private List<String> letters() {
        return sql.sql("select model->>'change' from letter where template = 'passkey' and recipient = ?")
                .param(person.email())
                .query(String.class)
                .list();
    }

    private static MockHttpServletRequest from(String address) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        return request;
    }

    private static void logOut(Page page) {
        page.getByText("Log out").click();
        assertThat(page.getByText("You are logged out")).isVisible();
    }

    /** One that holds passkeys, and that its holder unlocks each time. */
    private static String aDevice(CDPSession devices) {
        devices.send("WebAuthn.enable");
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        JsonObject wanted = new JsonObject();
        wanted.add("options", options);
        return devices.send("WebAuthn.addVirtualAuthenticator", wanted)
                .get("authenticatorId")
                .getAsString();
    }

    /** The same key, as it was when it had never been used. */
    private static void holdsACopy(CDPSession devices, String authenticator) {
        JsonObject held = devices.send("WebAuthn.getCredentials", of(authenticator))
                .getAsJsonArray("credentials")
                .get(0)
                .getAsJsonObject();
        held.addProperty("signCount", 0);
        devices.send("WebAuthn.clearCredentials", of(authenticator));
        JsonObject copy = of(authenticator);
        copy.add("credential", held);
        devices.send("WebAuthn.addCredential", copy);
    }

    private static JsonObject of(String authenticator) {
        JsonObject named = new JsonObject();
        named.addProperty("authenticatorId", authenticator);
        return named;
    }
}
