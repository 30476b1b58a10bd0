package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.batuta.Marks;
import org.batuta.PostOffice;
import org.batuta.Program;
import org.batuta.Traces;
import org.batuta.Visitor;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.notifications.Parts;
import org.batuta.provider.Customer;
import org.batuta.provider.Letters;
import org.batuta.provider.MailProgram;
import org.batuta.provider.Trouble;
import org.batuta.security.tokens.Scope;
import org.batuta.servers.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Marked secrets go through every door, taken and refused, and through processes that succeed, fail and are given up.
 * Afterwards nothing that is kept has any of them: the database's files with their log, a dump, our log, temporary files
 * and letters, and on the servers what they log, keep and run (K19). Sealed envelopes are noise to whoever looks for a
 * text.
 */
@SuppressWarnings("NullAway.Init")
class SecretHuntTest extends StoryTest {

    private static final Pattern RESET = Pattern.compile("/login/reset/([A-Za-z0-9_-]{43})");
    private static final Pattern SET_AGAIN = Pattern.compile("/set-again/([A-Za-z0-9_-]{43})");
    private static final String USERS = "/etc/dovecot/batuta/users";
    private static final String[] KEPT_ON_SERVERS = {"/var", "/tmp", "/root", "/home", "/etc", "/run/log"};

    private final String mark = "hunted" + UUID.randomUUID().toString().replace("-", "");
    private final String planted = "planted" + UUID.randomUUID().toString().replace("-", "");
    private final Marks secrets = new Marks();
    private final Marks links = new Marks();
    private final Marks verifiers = new Marks();

    @TempDir
    private Path kept;

    private String domain;
    private String address;
    private UUID mailbox;

    @Test
    void k19NothingThatIsKeptHasAPasswordATokenASessionOrALink() throws Exception {
        secrets.add(mark);
        try (Traces traces = new Traces(application)) {
            loginsAndLinks();
            aMailboxAskedForByAProgram();
            pagesRefuse();
            scriptsAreKilledAndRefused();
            aServerIsAway();
            anEnvelopeWaitsTooLong();
            theLastOneLogsIn();

            traces.writeTo(kept);
            Path letters = Files.createDirectory(kept.resolve("letters"));
            writeLetters(letters);
            Files.writeString(kept.resolve("planted"), inBase64(planted));

            assertThat(traces.filesWith(forms(planted)))
                    .containsExactly(kept.resolve("planted").toString());
            assertThat(provider.first().filesWith(verifiers.forms(), KEPT_ON_SERVERS))
                    .containsExactly(USERS);
            assertThat(traces.filesWith(List.of(address)))
                    .anyMatch(file -> file.contains("/base/"))
                    .anyMatch(file -> file.contains("/pg_wal/"))
                    .contains(
                            kept.resolve("service").toString(),
                            kept.resolve("log").toString())
                    .anyMatch(file -> file.startsWith(letters.toString()));

            assertThat(traces.filesWith(secrets.forms())).isEmpty();
            assertThat(traces.filesWith(verifiers.forms())).isEmpty();
            assertThat(traces.filesWith(links.forms())).allMatch(file -> file.startsWith(letters.toString()));
            for (String link : links.texts()) {
                assertThat(traces.filesWith(List.of(link), letters.toString())).hasSize(1);
            }
        }
        serversKeepNothing(provider.first());
        serversKeepNothing(provider.second());
    }

    private void serversKeepNothing(TestServer server) {
        server.write("/tmp/planted", inBase64(planted));
        assertThat(server.filesWith(forms(planted), KEPT_ON_SERVERS)).containsExactly("/tmp/planted");
        server.exec("rm", "/tmp/planted").orFail();

        assertThat(server.filesWith(secrets.forms(), KEPT_ON_SERVERS)).isEmpty();
        assertThat(server.filesWith(links.forms(), KEPT_ON_SERVERS)).isEmpty();
        assertThat(server.filesWith(verifiers.forms(), KEPT_ON_SERVERS)).isSubsetOf(USERS);
    }

    /** A person logs in, mistakes one field for the other, is wrong, changes the password, forgets it and gets a link. */
    private void loginsAndLinks() {
        Person person = cast.aCustomer(customer.account(), Role.OWNER);
        Visitor visitor = new Visitor(port);
        assertThat(visitor.login(mark + " in the wrong field", mark)).isEqualTo("/login?wrong");
        assertThat(visitor.login(person.login(), mark + " and wrong")).isEqualTo("/login?wrong");
        visitor.login(person.login(), Visitor.PASSWORD);
        secrets.add(visitor.cookie("batuta").orElseThrow());
        visitor.post("/me/password", Map.of("present", mark + " and wrong", "password", "too short"));
        assertThat(led(visitor.post(
                        "/me/password", Map.of("present", Visitor.PASSWORD, "password", mark + " tired dogs 7"))))
                .isEqualTo("/me");
        visitor.cookie("batuta").ifPresent(secrets::add);

        Letters mail = Letters.to(person.email());
        new Visitor(port).post("/login/forgotten", Map.of("who", person.login()));
        String link = link(RESET, mail.text("Choose a new password for " + person.login()));
        Visitor reader = new Visitor(port);
        assertThat(reader.get(link).statusCode()).isEqualTo(200);
        reader.post(link, Map.of("password", "short"));
        assertThat(led(reader.post(link, Map.of("password", mark + " tired cats 8"))))
                .isEqualTo("/login?reset");
        assertThat(reader.get(link).statusCode()).isEqualTo(410);
        assertThat(new Visitor(port).login(person.login(), mark + " tired cats 8"))
                .isEqualTo("/");
    }

    /** With a token and with one that is none; as it should be, and with the password wherever it does not belong. */
    private void aMailboxAskedForByAProgram() {
        domain = aDomain();
        address = "info@" + domain;
        Person person = cast.aCustomer(customer.account(), Role.OWNER);
        String token = Program.token(application, person, customer.account(), Scope.WRITE);
        secrets.add(token);
        Program program = new Program(port, token);
        assertThat(new Program(port, mark).get("/api/v1/token").status()).isEqualTo(401);
        String services = "/api/v1/services";
        String wish = "{\"account\":\"/api/v1/accounts/%s\",\"type\":\"mailboxes\",\"spec\":%s,\"password\":%s}";
        String spec = Customer.mailbox("info", domain, 10);
        UUID account = customer.account().id();
        String quoted = "\"" + mark + " evening 1\"";
        assertThat(program.get(services + "?password=" + mark).status()).isEqualTo(422);
        List<String> wrong = List.of(
                wish.formatted(account, spec, mark),
                wish.formatted(account, spec, "\"" + mark),
                wish.formatted(account, spec, "[" + quoted + "]"),
                wish.formatted(account, spec, "{\"is\":" + quoted + "}"),
                wish.formatted(account, spec, quoted + ",\"passwort\":" + quoted),
                wish.formatted(account, quoted, quoted),
                wish.formatted(account, spec.replace(":10", ":" + quoted), quoted),
                wish.formatted(account, spec.replace("}", ",\"password\":" + quoted + "}"), quoted));
        assertThat(wrong)
                .allSatisfy(body -> assertThat(program.post(services, body).status())
                        .as(body)
                        .isBetween(400, 422));
        Program.Answer taken = program.post(services, wish.formatted(account, spec, quoted));
        assertThat(taken.status()).isEqualTo(202);
        assertEnds(UUID.fromString(taken.header("Location").replaceAll(".*/", "")), Request.State.DONE);
        mailbox = customer.theService("mailboxes", address);
        aVerifierIsInForce();
    }

    private void pagesRefuse() {
        Visitor portal = asCustomer();
        String page = "/services/" + mailbox + "/password";
        Map<String, String> different =
                Map.of("password", mark + " evening 2", "repeated", mark + " evening 3", "key", "key-" + mailbox);
        assertThat(portal.post(page, different).body())
                .contains("id=\"repeated-problem\"")
                .doesNotContain(mark);
        String bell = mark + "\u0007 evening";
        assertThat(portal.post(page, Map.of("password", bell, "repeated", bell, "key", "key-" + mailbox))
                        .body())
                .doesNotContain(mark);
    }

    private void scriptsAreKilledAndRefused() {
        try (Trouble lock = Trouble.heldMailboxes(provider.first())) {
            UUID lost = customer.setsPassword(mailbox, mark + " evening 4");
            awaitLock(lost, provider.first());
            assertThat(provider.first().processesWith(List.of("flock"))).isNotEmpty();
            assertThat(provider.first().processesWith(secrets.forms())).isEmpty();
            assertThat(provider.first().processesWith(List.of("{SHA512-CRYPT}$6$")))
                    .isEmpty();
            customer.cancels(lost);
            assertEnds(lost, Request.State.NOT_UNDONE);
        }
        try (Trouble users = Trouble.unwritable(provider.first(), "/etc/dovecot/batuta")) {
            UUID refused = customer.setsPassword(mailbox, mark + " evening 5");
            administrator.chooses(administrator.isAsked(refused, "repairOperation"), "skip");
            assertEnds(refused, Request.State.NOT_UNDONE);
        }
    }

    private void aServerIsAway() {
        UUID late;
        provider.first().cutLink();
        try {
            late = customer.setsPassword(mailbox, mark + " evening 6");
            customer.awaits(
                    late, "retry", line -> "UNREACHABLE".equals(line.args().get("outcome")));
        } finally {
            provider.first().restoreLink();
        }
        assertEnds(late, Request.State.DONE);
    }

    private void anEnvelopeWaitsTooLong() {
        Letters letters = Letters.to(customer.email());
        asksTooLate(mailbox, domain, mark + " evening 7");
        String link = link(SET_AGAIN, letters.text(address + ": please set the password again"));
        Visitor reader = new Visitor(port);
        String wanted = mark + " evening 8";
        assertThat(reader.get(link).statusCode()).isEqualTo(200);
        reader.post(link, Map.of("password", wanted, "repeated", "another"));
        assertThat(led(reader.post(link, Map.of("password", wanted, "repeated", wanted))))
                .isEqualTo("/set-again");
        assertThat(reader.post(link, Map.of("password", wanted, "repeated", wanted))
                        .statusCode())
                .isEqualTo(404);
    }

    private void theLastOneLogsIn() throws Exception {
        aVerifierIsInForce();
        assertEnds(customer.setsPassword(mailbox, mark + " evening 9"), Request.State.DONE);
        aVerifierIsInForce();
        MailProgram program = new MailProgram(provider.first().address());
        assertThat(program.logsIn(address, mark + " evening 9")).isTrue();
        assertThat(program.logsIn(address, mark + " evening 5")).isFalse();
    }

    /** The longest piece of it that is written in one way only. */
    private void aVerifierIsInForce() {
        String verifier = provider.first()
                .read(USERS)
                .lines()
                .filter(line -> line.startsWith(address + ":"))
                .map(line -> line.split(":", -1)[1])
                .findFirst()
                .orElseThrow();
        verifiers.add(Stream.of(verifier.split("[^A-Za-z0-9]"))
                .max(Comparator.comparing(String::length))
                .orElseThrow());
    }

    private String link(Pattern pattern, String letter) {
        Matcher link = pattern.matcher(letter);
        assertThat(link.find()).as(letter).isTrue();
        links.add(link.group(1));
        return link.group();
    }

    private static String led(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse(answer.body());
    }

    private static void writeLetters(Path folder) throws Exception {
        int number = 0;
        for (MimeMessage letter : PostOffice.letters()) {
            try (OutputStream file = Files.newOutputStream(folder.resolve(String.valueOf(number++)))) {
                letter.writeTo(file);
                file.write(Parts.find(letter, "text/plain").getBytes(StandardCharsets.UTF_8));
                file.write(Parts.find(letter, "text/html").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static Collection<String> forms(String text) {
        return Marks.forms(text).toList();
    }

    private static String inBase64(String text) {
        return Base64.getEncoder().encodeToString(("a" + text).getBytes(StandardCharsets.UTF_8));
    }
}
