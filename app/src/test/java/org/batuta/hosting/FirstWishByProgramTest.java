package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.Program;
import org.batuta.Program.Answer;
import org.batuta.Traces;
import org.batuta.Visitor;
import org.batuta.accounts.Role;
import org.batuta.provider.MailProgram;
import org.batuta.provider.Resolver;
import org.batuta.security.tokens.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first wish again, by a program: asked for, followed, seen on real servers, changed, removed and kept (A09, K17). */
class FirstWishByProgramTest extends StoryTest {

    private static final String SERVICES = "/api/v1/services";

    private Program program;

    @BeforeEach
    void aProgramOfTheCustomer() {
        program = Program.of(
                application, port, cast.aCustomer(customer.account(), Role.OWNER), customer.account(), Scope.WRITE);
    }

    @Test
    void aDomainAndAMailboxAreMadeAndFollowedUntilTheyWork() throws Exception {
        String name = aName();
        try (Traces traces = new Traces(application)) {
            JsonNode domain = taken(program.post(SERVICES, domain(name, "192.0.2.7")));
            JsonNode mailbox = taken(program.post(SERVICES, mailbox(name)));

            assertThat(followed(domain)).as(() -> customer.story(id(domain))).isEqualTo("DONE");
            assertThat(followed(mailbox)).as(() -> customer.story(id(mailbox))).isEqualTo("DONE");
            assertThat(Resolver.ask(provider.first(), "www." + name, "A")).containsExactly("192.0.2.7");
            assertThat(new MailProgram(provider.first().address()).logsIn("info@" + name, PASSWORD))
                    .isTrue();
            assertThat(traces.tablesWith(PASSWORD)).isEmpty();
            assertThat(traces.linesWith(PASSWORD)).isEmpty();

            JsonNode service = program.get(mailbox.get("service").asText()).json();
            assertThat(service.get("state").asText()).isEqualTo("ACTIVE");
            assertThat(service.get("parent").asText())
                    .isEqualTo(domain.get("service").asText());
            assertThat(program.get(service.get("url").asText() + "/facts")
                            .json()
                            .get("items"))
                    .extracting(fact -> fact.get("code").asText())
                    .contains("mail-user", "imap-host");
            assertThat(program.get(domain.get("url").asText() + "/timeline")
                            .json()
                            .get("items"))
                    .extracting(line -> line.get("text").asText())
                    .contains("You asked for it", "Seen working from outside", "Done");
        }
    }

    @Test
    void aServiceIsChangedRemovedAndKept() throws Exception {
        String name = aName();
        JsonNode made = taken(program.post(SERVICES, domain(name, "192.0.2.7")));
        assertThat(followed(made)).isEqualTo("DONE");
        String address = made.get("service").asText();
        long revision = program.get(address).json().get("revision").asLong();
        String spec =
                "{\"domain\":\"%s\",\"records\":[{\"name\":\"www\",\"type\":\"A\",\"ttl\":0,\"value\":\"192.0.2.8\"}]}"
                        .formatted(name);

        JsonNode changed = taken(
                program.send("PUT", address, "{\"spec\":%s,\"revision\":%d}".formatted(spec, revision), Map.of()));
        assertThat(followed(changed)).isEqualTo("DONE");
        assertThat(Resolver.ask(provider.first(), "www." + name, "A")).containsExactly("192.0.2.8");
        Answer late = program.send("PUT", address, "{\"spec\":%s,\"revision\":%d}".formatted(spec, revision), Map.of());
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().get("code").asText()).isEqualTo("changed-meanwhile");

        Answer unsure = program.send("DELETE", address, null, Map.of());
        assertThat(unsure.status()).isEqualTo(422);
        assertThat(unsure.json().get("errors").get(0).get("parameter").asText()).isEqualTo("confirm");
        JsonNode removal = taken(program.send("DELETE", address + "?confirm=" + name, null, Map.of()));
        customer.awaits(id(removal), "window");
        assertThat(program.get(address).json().get("state").asText()).isEqualTo("SUSPENDED");
        JsonNode window = program.get(removal.get("url").asText()).json();
        assertThat(window.get("waitsUntil").isNull()).isFalse();
        assertThat(window.get("explanation").asText()).isEqualTo("Can still be kept");
        taken(program.post(removal.get("url").asText() + "/cancel", ""));
        assertThat(followed(removal)).isEqualTo("CANCELLED");
        assertThat(program.get(address).json().get("state").asText()).isEqualTo("ACTIVE");
        Answer over = program.post(removal.get("url").asText() + "/cancel", "");
        assertThat(over.status()).isEqualTo(409);
        assertThat(over.json().get("code").asText()).isEqualTo("not-cancellable");
    }

    @Test
    void t07AnotherPasswordIsAskedForAndLogsIn() throws Exception {
        String name = aName();
        taken(program.post(SERVICES, domain(name, "192.0.2.7")));
        JsonNode mailbox = taken(program.post(SERVICES, mailbox(name)));
        assertThat(followed(mailbox)).isEqualTo("DONE");
        String address = mailbox.get("service").asText() + "/password";

        Answer weak = program.send("PUT", address, "{\"password\":\"info\"}", Map.of());
        assertThat(weak.status()).isEqualTo(422);
        assertThat(weak.json().get("errors").get(0).get("pointer").asText()).isEqualTo("#/password");

        String other = "another " + PASSWORD;
        Map<String, String> key = Map.of("Idempotency-Key", "password-" + UUID.randomUUID());
        try (Traces traces = new Traces(application)) {
            JsonNode asked = taken(program.send("PUT", address, "{\"password\":\"" + other + "\"}", key));
            assertThat(asked.get("verb").asText()).isEqualTo("SET_PASSWORD");
            assertThat(followed(asked)).as(() -> customer.story(id(asked))).isEqualTo("DONE");
            MailProgram program = new MailProgram(provider.first().address());
            assertThat(program.logsIn("info@" + name, other)).isTrue();
            assertThat(program.logsIn("info@" + name, PASSWORD)).isFalse();
            assertThat(traces.tablesWith(other)).isEmpty();
            assertThat(traces.linesWith(other)).isEmpty();
        }
    }

    @Test
    void k17AWishThatIsSentAgainWithItsKeyIsTheSameRequest() {
        String name = aName();
        Map<String, String> key = Map.of("Idempotency-Key", "first-" + UUID.randomUUID());
        JsonNode first = taken(program.send("POST", SERVICES, domain(name, "192.0.2.7"), key));
        JsonNode again = taken(program.send("POST", SERVICES, domain(name, "192.0.2.7"), key));
        assertThat(again.get("id")).isEqualTo(first.get("id"));
        assertThat(program.get("/api/v1/requests?service="
                                + first.get("service").asText())
                        .json()
                        .get("items"))
                .hasSize(1);
        Answer another = program.send("POST", SERVICES, domain(name, "192.0.2.9"), key);
        assertThat(another.status()).isEqualTo(409);
        assertThat(another.json().get("code").asText()).isEqualTo("key-reused");
        assertThat(customer.endOf(id(first))).isEqualTo(Request.State.DONE);
    }

    @Test
    void aWishForALaterTimeIsBegunNow() {
        String at = java.time.Instant.now().plusSeconds(86_400).toString();
        String wish = domain(aName(), "192.0.2.7").replaceFirst("}$", ",\"scheduledFor\":\"" + at + "\"}");
        JsonNode asked = taken(program.post(SERVICES, wish));
        JsonNode waits = program.get(asked.get("url").asText()).json();
        assertThat(waits.get("explanation").asText()).isEqualTo("Waits for its time");
        await("its process to wait")
                .untilAsserted(() -> assertThat(customer.kinds(id(asked))).contains("waits-for-time"));
        taken(program.post(asked.get("url").asText() + "/begin", ""));
        assertThat(customer.endOf(id(asked))).isEqualTo(Request.State.DONE);
    }

    private static JsonNode taken(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        JsonNode request = answer.json();
        assertThat(answer.header("Location")).isEqualTo(request.get("url").asText());
        return request;
    }

    /** Looks again at each event, as a program does, until nothing more will happen. */
    private String followed(JsonNode request) throws IOException {
        String address = request.get("url").asText();
        List<String> seen = new ArrayList<>();
        try (Visitor.News news = program.follow(address + "/events")) {
            while (true) {
                assertThat(news.next()).contains("request/" + request.get("id").asText());
                JsonNode now = program.get(address).json();
                seen.add(now.get("explanation").asText());
                if (now.get("over").asBoolean()) {
                    return now.get("state").asText();
                }
            }
        }
    }

    private static UUID id(JsonNode request) {
        return UUID.fromString(request.get("id").asText());
    }

    private String domain(String name, String address) {
        return "{\"account\":\"/api/v1/accounts/%s\",\"type\":\"domains\",\"spec\":{\"domain\":\"%s\",\"records\":[{\"name\":\"www\",\"type\":\"A\",\"ttl\":0,\"value\":\"%s\"}]}}"
                .formatted(customer.account().id(), name, address);
    }

    private String mailbox(String domain) {
        return "{\"account\":\"%s\",\"type\":\"mailboxes\",\"password\":\"%s\",\"spec\":{\"localPart\":\"info\",\"domain\":\"%s\",\"quotaMb\":100}}"
                .formatted(customer.account().id(), PASSWORD, domain);
    }
}
