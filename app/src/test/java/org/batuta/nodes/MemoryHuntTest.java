package org.batuta.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.batuta.Bytes;
import org.batuta.Hunted;
import org.batuta.Marks;
import org.batuta.PostOffice;
import org.batuta.Program;
import org.batuta.Traces;
import org.batuta.TriedOnce;
import org.batuta.Visitor;
import org.batuta.provider.Customer;
import org.batuta.provider.Holder;
import org.batuta.provider.Letters;
import org.batuta.provider.Trouble;
import org.batuta.security.LoginDoors;
import org.batuta.servers.Onlooker;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node of its own takes secrets at its doors and carries them to a script that is too late and to one at which the node
 * is killed. Neither the node that was killed leaves anything, nor does the one that goes on remember anything (K19).
 *
 * <p>What is looked into is a dump of all objects that are in use. No JVM promises more: a text that nobody uses stays in
 * the memory of the process until something else needs the place, and so does what a connection or a thread holds of a
 * call that is over, until it ends or serves the next one. So others come and go first.
 */
@TriedOnce
@WithServers
@SuppressWarnings("NullAway.Init")
class MemoryHuntTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int OTHERS = 12;
    private static final String LONGER = "x".repeat(100);
    private static final Pattern TOKEN = Pattern.compile("data-copy=\"(btt_[0-9A-Za-z]{36})\"");
    private static final Pattern LINK = Pattern.compile("https?://[^/\\s]+(/set-again/([A-Za-z0-9_-]{43}))");
    private static final String DOMAIN = "memory-hunt.test";
    private static final String ADDRESS = "info@" + DOMAIN;
    private static final String USERS = "/etc/dovecot/batuta/users";

    private static Path data;
    private static Ledger ledger;
    private static TestServer machine;
    private static Node node;
    private static String account;

    private final Hunted hunted = new Hunted();
    private final String mark = hunted.mark;
    private Program program;
    private String mailbox;

    @BeforeAll
    static void aNode(Park park, @TempDir Path folder) {
        data = folder;
        machine = park.server("s1");
        ledger = new Ledger("memoryhunt");
        start();
        node.lets(Errands.EnrolMail.class, machine.name());
        account = node.lets(Errands.Enter.class, "ada");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static void start() {
        Map<String, String> settings = new HashMap<>(PostOffice.settings());
        settings.putAll(Map.of(
                "logging.config", "classpath:org/batuta/demo/logback.xml",
                "logging.file.name", data.resolve("log").toString(),
                "logging.level.org.batuta", "TRACE",
                "batuta.orchestration.limits.[mailboxes.set-password]", "8s"));
        node = Node.start("anna", ledger.url(), data.resolve("keys"), settings);
    }

    @Test
    void k19ANodeThatWasKilledLeavesNothingAndTheOneThatGoesOnRemembersNothing() throws IOException {
        List<String> seeable = List.of(mark, "{SHA512-CRYPT}$6$");
        try (Traces traces = new Traces();
                Onlooker onlooker = Onlooker.at(machine, seeable)) {
            String tired = mark + " tired dogs 7";
            Visitor visitor = aVisitor(Visitor.PASSWORD);
            visitor.post("/me/password", Map.of("present", Visitor.PASSWORD, "password", tired));
            aProgram(aVisitor(tired));
            aMailbox();

            String late;
            try (Trouble lock = Trouble.heldMailboxes(machine)) {
                late = setsPassword("evening 1");
                await("the time limit")
                        .atMost(PATIENCE)
                        .until(() -> ledger.outcomes(late), told -> told.contains("TIMED_OUT"));
            }
            assertThat(program.post("/api/v1/requests/" + late + "/cancel", "").status())
                    .isEqualTo(202);
            assertThat(ledger.endOf(late)).isEqualTo("NOT_UNDONE");
            String killed;
            try (Trouble lock = Trouble.heldMailboxes(machine)) {
                killed = setsPassword("evening 2");
                await("the script, with the verifier, at the lock")
                        .atMost(PATIENCE)
                        .until(() -> !machine.processes("^flock -w 20 9").isEmpty());
                node.kill();
            }
            start();
            assertThat(ledger.endOf(killed)).isEqualTo("DONE");
            aVerifierIsInForce();

            aProgram(aVisitor(tired));
            assertThat(ledger.endOf(setsPassword("evening 3"))).isEqualTo("DONE");
            aVerifierIsInForce();
            whoeverUsesItSetsThePassword();
            whoeverHasTheLinkSetsItAgain();
            doorsAreShut(aVisitor(tired));
            new LoginDoors(node.port(), account, "Account of ada", MemoryHuntTest::anOwner, hunted).all();

            forgets();
            assertThat(onlooker.seen()).isEmpty();
            assertThat(ledger.openEnvelopes()).isZero();
            assertThat(traces.filesWith(List.of(ADDRESS, late)))
                    .anyMatch(file -> file.contains("/base/"))
                    .contains(data.resolve("log").toString());
            assertThat(traces.filesWith(everything())).isEmpty();
        }
        assertThat(machine.filesWith(List.of(ADDRESS))).contains(USERS).anyMatch(file -> file.startsWith("/var/"));
        assertThat(machine.filesWith(hunted.verifiers.forms())).isSubsetOf(USERS);
        assertThat(machine.filesWith(hunted.secrets.forms())).isEmpty();
        assertThat(machine.filesWith(hunted.links.forms())).isEmpty();
    }

    private List<String> everything() {
        return Stream.of(hunted.secrets, hunted.links, hunted.verifiers)
                .flatMap(marks -> marks.forms().stream())
                .toList();
    }

    private static LoginDoors.Owner anOwner() {
        String login = "o" + UUID.randomUUID().toString().substring(0, 8);
        node.lets(Errands.Join.class, login, account);
        return new LoginDoors.Owner(login, login, login + "@example.org");
    }

    private Visitor aVisitor(String password) {
        Visitor visitor = new Visitor(node.port());
        assertThat(visitor.login("ada", mark + " and wrong")).isEqualTo("/login?wrong");
        assertThat(visitor.login("ada", password)).isEqualTo("/");
        hunted.secrets.add(visitor.cookie("batuta").orElseThrow());
        return visitor;
    }

    private void aProgram(Visitor visitor) {
        Map<String, String> asked = Map.of(
                "name", "t" + UUID.randomUUID(), "account", account, "scope", "WRITE", "days", "30", "addresses", "");
        visitor.post("/tokens/new", asked);
        Matcher token;
        try (Crowd crowd = new Crowd(node.port(), 2 * OTHERS)) {
            token = TOKEN.matcher(visitor.get("/tokens").body());
        }
        assertThat(token.find()).isTrue();
        hunted.secrets.add(token.group(1));
        program = new Program(node.port(), token.group(1));
        visitor.post("/logout", Map.of());
    }

    private void aMailbox() {
        String wish = "{\"account\":\"/api/v1/accounts/%s\",\"type\":\"%s\",\"spec\":%s%s}";
        String domain = wish.formatted(account, "domains", Customer.domain(DOMAIN), "");
        assertThat(ledger.endOf(asked(program.post("/api/v1/services", domain))))
                .isEqualTo("DONE");
        String password = ",\"password\":\"" + mark + " morning 1\"";
        String box = wish.formatted(account, "mailboxes", Customer.mailbox("info", DOMAIN, 10), password);
        Program.Answer answer = program.post("/api/v1/services", box);
        mailbox = answer.json().get("service").asText();
        assertThat(ledger.endOf(asked(answer))).isEqualTo("DONE");
        aVerifierIsInForce();
    }

    private String setsPassword(String rest) {
        String wanted = "{\"password\":\"" + mark + " " + rest + "\"}";
        assertThat(program.send("PUT", mailbox + "/password", "[" + wanted, Map.of())
                        .status())
                .isEqualTo(400);
        return asked(program.send("PUT", mailbox + "/password", wanted, Map.of()));
    }

    private void whoeverUsesItSetsThePassword() {
        Holder holder = new Holder(new Visitor(node.port()));
        String told = holder.asks(ADDRESS, mark + " evening 3", mark + " night 1");
        assertThat(holder.visitor().get(told).statusCode()).isEqualTo(200);
        String token = told.replaceAll(".*/", "");
        hunted.secrets.add(token);
        hunted.secrets.add(Base64.getUrlDecoder().decode(token));
        theLastChangeIsDone();
        aVerifierIsInForce();
    }

    /** What was sealed for a wish is too old when its turn comes. */
    private void whoeverHasTheLinkSetsItAgain() {
        Letters letters = Letters.to("ada@example.org");
        String late;
        try (Trouble lock = Trouble.heldMailboxes(machine)) {
            changesSize();
            late = setsPassword("evening 4");
            await("a turn").atMost(PATIENCE).until(() -> ledger.told(late), told -> told.contains("waits-for-turn"));
            ledger.expire(late);
        }
        assertThat(ledger.endOf(late)).isEqualTo("UNDONE");
        Matcher link = LINK.matcher(letters.text(ADDRESS + ": please set the password again"));
        assertThat(link.find()).isTrue();
        hunted.link(link.group(2));
        Visitor reader = new Visitor(node.port());
        assertThat(reader.get(link.group(1)).body()).contains(ADDRESS);
        Map<String, String> different = Map.of("password", mark + " night 2", "repeated", mark + " night 3");
        assertThat(reader.post(link.group(1), different).body()).contains("id=\"repeated-problem\"");
        Map<String, String> same = Map.of("password", mark + " night 2", "repeated", mark + " night 2");
        assertThat(Visitor.led(reader.post(link.group(1), same))).isEqualTo("/set-again");
        theLastChangeIsDone();
        assertThat(reader.get(link.group(1)).statusCode()).isEqualTo(404);
        aVerifierIsInForce();
    }

    private void theLastChangeIsDone() {
        assertThat(ledger.endOf(ledger.lastPasswordChange())).isEqualTo("DONE");
    }

    private void changesSize() {
        String wish = "{\"spec\":%s,\"revision\":%d}"
                .formatted(
                        Customer.mailbox("info", DOMAIN, 20),
                        program.get(mailbox).json().get("revision").asLong());
        asked(program.send("PUT", mailbox, wish, Map.of()));
    }

    private void doorsAreShut(Visitor visitor) {
        visitor.post("/me/password", Map.of("present", mark, "password", mark));
        String page = mailbox.replace("/api/v1", "") + "/password";
        Map<String, String> different = Map.of("password", mark + " 1", "repeated", mark + " 2", "key", "k");
        assertThat(visitor.post(page, different).body())
                .contains("id=\"repeated-problem\"")
                .doesNotContain(mark);
        assertThat(visitor.post("/logout", Map.of()).statusCode()).isEqualTo(302);
    }

    /** What stands in the memory is seen, in each form; then others come and go until nothing of what is hunted is left. */
    private void forgets() {
        String planted = "planted" + UUID.randomUUID().toString().replace("-", "");
        node.lets(Errands.Remember.class, new StringBuilder(planted).reverse().toString());
        assertThat(remembered(Marks.forms(planted).toList())).hasSize(2);
        await("the memory").atMost(PATIENCE).untilAsserted(() -> {
            othersComeAndGo();
            assertThat(remembered(everything())).isEmpty();
        });
    }

    private void othersComeAndGo() {
        String filler = "x".repeat(8_000);
        Stream<CompletableFuture<Void>> others = IntStream.range(0, OTHERS)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    Visitor other = new Visitor(node.port());
                    other.post("/login", Map.of("username", "nobody", "password", filler));
                    new Program(node.port(), "nobody").post("/api/v1/services?other=" + LONGER, "\"" + filler + "\"");
                }));
        others.toList().forEach(CompletableFuture::join);
    }

    /** Where in the memory of the node one of the texts stands, whatever it is written in. */
    private static List<String> remembered(Collection<String> forms) {
        Path dump = data.resolve(UUID.randomUUID() + ".hprof");
        node.lets(Errands.DumpMemory.class, dump.toString());
        try {
            return new Bytes(forms.stream().flatMap(MemoryHuntTest::written).toList()).placesIn(dump);
        } finally {
            deletes(dump);
        }
    }

    private static Stream<byte[]> written(String form) {
        return Stream.of(form, String.join("\0", form.split("")))
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void deletes(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void aVerifierIsInForce() {
        String verifier = machine.read(USERS)
                .lines()
                .filter(line -> line.startsWith(ADDRESS + ":"))
                .map(line -> line.split(":", -1)[1])
                .findFirst()
                .orElseThrow();
        hunted.verifiers.add(Marks.pieceOf(verifier));
    }

    private static String asked(Program.Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return answer.header("Location").replaceAll(".*/", "");
    }
}
