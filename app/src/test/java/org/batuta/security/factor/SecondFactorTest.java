package org.batuta.security.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.binary.Base32;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.accounts.Person;
import org.batuta.accounts.Registrar;
import org.batuta.accounts.StaffRole;
import org.batuta.audit.Audit;
import org.batuta.audit.AuditEntry;
import org.batuta.secrets.SharedKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A login that asks for a code, with an authenticator app that computes as in RFC 6238 (A07). */
@BatutaTest
class SecondFactorTest {

    private static final Pattern SECRET = Pattern.compile("<code>((?:[A-Z2-7]{4} ?){8})</code>");
    private static final Pattern RECOVERY = Pattern.compile("<code>([a-z2-9]{4}(?:-[a-z2-9]{4}){3})</code>");

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private Registrar registrar;

    @Autowired
    private SharedKey key;

    @Autowired
    private Audit audit;

    @Autowired
    private JdbcClient sql;

    private Person person;
    private Visitor visitor;
    private byte[] secret;
    private List<String> recovery;

    @BeforeEach
    void someoneTurnsItOn() {
        person = cast.aCustomer();
        visitor = new Visitor(port);
        visitor.login(person.login(), Visitor.PASSWORD);
        assertThat(Visitor.led(visitor.post("/me/second-factor/begin", Map.of("present", Visitor.PASSWORD))))
                .isEqualTo("/me/second-factor/app");
        String page = visitor.get("/me/second-factor/app").body();
        assertThat(page).contains("data:image/svg+xml;base64,").doesNotContain("??");
        secret = new Base32().decode(only(SECRET, page).get(0).replace(" ", ""));
        assertThat(Visitor.led(visitor.post("/me/second-factor/app", Map.of("code", code()))))
                .isEqualTo("/me/second-factor");
        recovery = only(RECOVERY, visitor.get("/me/second-factor").body());
        assertThat(recovery).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void a07AsksForACodeAfterThePassword() {
        Visitor next = new Visitor(port);
        assertThat(next.login(person.login(), Visitor.PASSWORD)).isEqualTo("/login/code");
        assertThat(Visitor.led(next.get("/"))).endsWith("/login");
        assertThat(next.get("/login/code").body()).contains("One more step").doesNotContain("??");
        assertThat(says(next, "000000")).isEqualTo("/login/code?wrong");
        assertThat(Visitor.led(next.get("/"))).endsWith("/login");
        String halfway = next.cookie("batuta").orElseThrow();
        assertThat(says(next, code())).isEqualTo("/");
        assertThat(next.isInside()).isTrue();
        assertThat(next.cookie("batuta").orElseThrow()).isNotEqualTo(halfway);
        assertThat(next.get("/me").body()).contains("each login asks for a code");
    }

    @Test
    void a07LeadsToThePageThatWasAskedFor() {
        Visitor next = new Visitor(port);
        next.get("/me");
        next.login(person.login(), Visitor.PASSWORD);
        assertThat(says(next, code())).endsWith("/me?continue");
    }

    @Test
    void a07ACodeCountsOnceAndAnEarlierOneNotAfterIt() {
        String used = code();
        assertThat(says(halfway(), used)).isEqualTo("/");
        assertThat(says(halfway(), used)).isEqualTo("/login/code?wrong");
        String earlier = Totp.code(secret, Totp.step(Instant.now()) - 1);
        assertThat(says(halfway(), earlier)).isEqualTo("/login/code?wrong");
    }

    @Test
    void a07ARecoveryCodeOpensOnceAndItsPersonIsTold() {
        String written = recovery.get(3).replace("-", " ").toUpperCase(java.util.Locale.ROOT);
        assertThat(says(halfway(), written)).isEqualTo("/");
        assertThat(says(halfway(), written)).isEqualTo("/login/code?wrong");
        assertThat(visitor.get("/me/second-factor").body()).contains("9 recovery codes are left");
        assertThat(actions()).contains("person.second-factor-on", "person.second-factor-recovered");
        assertThat(letters()).contains("recovered", "on");
    }

    @Test
    void a07NewRecoveryCodesMakeTheEarlierOnesVoid() {
        visitor.post("/me/second-factor/codes", Map.of("present", Visitor.PASSWORD));
        List<String> fresh = only(RECOVERY, visitor.get("/me/second-factor").body());
        assertThat(fresh).hasSize(10).doesNotContainAnyElementsOf(recovery);
        assertThat(only(RECOVERY, visitor.get("/me/second-factor").body())).isEmpty();
        assertThat(says(halfway(), recovery.get(0))).isEqualTo("/login/code?wrong");
        assertThat(says(halfway(), fresh.get(0))).isEqualTo("/");
    }

    @Test
    void attack26GuessingCodesEndsAfterAFewForWhoeverHasThePassword() {
        Visitor thief = halfway();
        String answer = "/login/code?wrong";
        int tries = 0;
        while (answer.equals("/login/code?wrong")) {
            assertThat(tries++).isLessThan(20);
            answer = says(thief, "12345" + tries % 10);
        }
        assertThat(answer).isEqualTo("/login?wait");
        assertThat(says(halfway(), code())).isEqualTo("/login?wait");
        assertThat(visitor.isInside()).isTrue();
    }

    @Test
    void theCodeAloneOpensNothing() {
        assertThat(says(new Visitor(port), code())).isEqualTo("/login?late");
        assertThat(Visitor.led(new Visitor(port).get("/login/code"))).endsWith("/login");
        Visitor early = halfway();
        registrar.changePassword(person, "another quiet evening 18");
        assertThat(says(early, code())).isEqualTo("/login?late");
    }

    @Test
    void a07IsTurnedOffWithThePasswordOnly() {
        assertThat(visitor.post("/me/second-factor/end", Map.of("present", "not this one"))
                        .body())
                .contains("This is not your present password");
        assertThat(new Visitor(port).login(person.login(), Visitor.PASSWORD)).isEqualTo("/login/code");
        visitor.post("/me/second-factor/end", Map.of("present", Visitor.PASSWORD));
        assertThat(new Visitor(port).login(person.login(), Visitor.PASSWORD)).isEqualTo("/");
        assertThat(visitor.get("/me/second-factor").body()).contains("It is off");
        assertThat(actions()).contains("person.second-factor-off");
    }

    @Test
    void a07AnAdministratorTurnsItOffForWhoeverHasLostEverything() {
        String page = "/desk/people/" + person.id() + "/second-factor";
        for (StaffRole role : new StaffRole[] {StaffRole.OPERATOR, StaffRole.MANAGER}) {
            assertThat(inside(role).get(page).statusCode()).isEqualTo(403);
            assertThat(inside(role).post(page + "/reset", Map.of()).statusCode())
                    .isEqualTo(403);
        }
        Visitor administrator = inside(StaffRole.ADMINISTRATOR);
        assertThat(administrator.get("/desk/people/" + person.id()).body()).contains(page);
        assertThat(administrator.get(page).body())
                .contains("Turn it off for this person")
                .doesNotContain("??");
        administrator.post(page + "/reset", Map.of());
        assertThat(administrator.get(page).body()).contains("It is off");
        assertThat(visitor.isInside()).isFalse();
        assertThat(new Visitor(port).login(person.login(), Visitor.PASSWORD)).isEqualTo("/");
        assertThat(actions()).contains("person.second-factor-reset");
        assertThat(letters()).contains("reset");
    }

    @Test
    void turningItOnEndsAllOtherLoginsAndIsForgottenWhenNoCodeIsSeen() {
        Person other = cast.aCustomer();
        Visitor here = new Visitor(port);
        here.login(other.login(), Visitor.PASSWORD);
        here.post("/me/second-factor/begin", Map.of("present", Visitor.PASSWORD));
        assertThat(here.post("/me/second-factor/app", Map.of("code", "nonsense"))
                        .body())
                .contains("code-problem", "This is not the code", "nonsense");
        Visitor elsewhere = new Visitor(port);
        assertThat(elsewhere.login(other.login(), Visitor.PASSWORD)).isEqualTo("/");
        byte[] begun = new Base32()
                .decode(only(SECRET, here.get("/me/second-factor/app").body())
                        .get(0)
                        .replace(" ", ""));
        here.post("/me/second-factor/app", Map.of("code", Totp.code(begun, Totp.step(Instant.now()))));
        assertThat(elsewhere.isInside()).isFalse();
        assertThat(here.isInside()).isTrue();
        assertThat(Visitor.led(here.get("/me/second-factor/app"))).endsWith("/me/second-factor");
    }

    @Test
    void a12TheDatabaseAloneTellsNoSecret() {
        byte[] kept = sql.sql("select secret from second_factor where person_id = ?")
                .param(person.id())
                .query(byte[].class)
                .single();
        String bytes = new String(kept, StandardCharsets.ISO_8859_1);
        assertThat(bytes).doesNotContain(new String(secret, StandardCharsets.ISO_8859_1));
        assertThat(key.open("second-factor", person.id(), kept)).isEqualTo(secret);
        assertThatThrownBy(() -> key.open("second-factor", cast.aCustomer().id(), kept))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not sealed for");
        assertThatThrownBy(() -> key.open("another purpose", person.id(), kept))
                .isInstanceOf(IllegalStateException.class);
        kept[0]++;
        assertThatThrownBy(() -> key.open("second-factor", person.id(), kept))
                .hasMessageContaining("all nodes need the same file");
    }

    /** The vectors of RFC 6238, appendix B, for SHA-1; of their eight digits the last six. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void computesAsTheStandardSays(long second, String code) {
        byte[] known = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
        assertThat(Totp.code(known, Totp.step(Instant.ofEpochSecond(second)))).isEqualTo(code);
    }

    /** The code of now, as if none had been used. */
    private String code() {
        sql.sql("update second_factor set last_step = 0 where person_id = ?")
                .param(person.id())
                .update();
        return Totp.code(secret, Totp.step(Instant.now()));
    }

    private Visitor halfway() {
        Visitor next = new Visitor(port);
        assertThat(next.login(person.login(), Visitor.PASSWORD)).isEqualTo("/login/code");
        return next;
    }

    private Visitor inside(StaffRole role) {
        Visitor staff = new Visitor(port);
        staff.login(cast.aMemberOfStaff(role).login(), Visitor.PASSWORD);
        return staff;
    }

    private List<String> actions() {
        return audit.of("person", person.id()).stream().map(AuditEntry::action).toList();
    }

    private List<String> letters() {
        return sql.sql("select model->>'change' from letter where template = 'second-factor' and recipient = ?")
                .param(person.email())
                .query(String.class)
                .list();
    }

    private static String says(Visitor visitor, String code) {
        return Visitor.led(visitor.post("/login/code", Map.of("code", code)));
    }

    private static List<String> only(Pattern pattern, String page) {
        Matcher matcher = pattern.matcher(page);
        return matcher.results().map(found -> found.group(1)).toList();
    }
}
