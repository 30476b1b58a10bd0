package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.accounts.Account;
import org.batuta.accounts.Role;
import org.batuta.hosting.Requests.NewService;
import org.batuta.provider.As;
import org.batuta.provider.Working;
import org.batuta.secrets.Secret;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** The first wish of a customer: a domain and a mailbox, from the door to real servers and back (C01, B06, K02). */
@BatutaTest
@WithServers
class FirstWishTest {

    private static final String PASSWORD = "a quiet evening 17";

    @Autowired
    private ApplicationContext application;

    @Autowired
    private Cast cast;

    @Autowired
    private Requests requests;

    @Autowired
    private Timeline timeline;

    @Autowired
    private ObjectMapper json;

    private Working provider;
    private Account account;
    private As customer;

    @BeforeEach
    void aCustomerOfAWorkingProvider() {
        provider = Working.on(application);
        account = cast.anAccount();
        customer = As.owner(cast.aCustomer(account, Role.OWNER), account);
    }

    @Test
    void aDomainAndAMailboxWorkWhenTheirRequestsSayDone() throws Exception {
        UUID domain = ask("domains", "{\"domain\":\"x.test\",\"records\":[]}", null);
        UUID mailbox = ask("mailboxes", "{\"localPart\":\"info\",\"domain\":\"x.test\",\"quotaMb\":100}", PASSWORD);
        assertThat(endOf(domain)).as(() -> story(domain)).isEqualTo(Request.State.DONE);
        assertThat(endOf(mailbox)).as(() -> story(mailbox)).isEqualTo(Request.State.DONE);
        for (TestServer server : List.of(provider.first(), provider.second())) {
            assertThat(server.exec("dig", "+short", "@127.0.0.1", "x.test", "SOA")
                            .orFail())
                    .as("x.test at " + server)
                    .isNotBlank();
        }
        assertThat(provider.first()
                        .exec("doveadm", "auth", "test", "info@x.test", PASSWORD)
                        .out())
                .contains("auth succeeded");
    }

    private UUID ask(String type, String spec, @Nullable String password) throws Exception {
        JsonNode wish = json.readTree(spec);
        Secret secret = password == null ? null : Secret.of(password);
        return customer.get(() -> requests.create(new NewService(account.id(), type, wish, secret, null))
                .id());
    }

    private Request.State endOf(UUID request) {
        return await("the end of the request")
                .atMost(Duration.ofSeconds(60))
                .until(() -> customer.get(() -> requests.get(request).state()), state -> !state.isOpen());
    }

    private String story(UUID request) {
        return timeline.of(request).stream()
                .map(event -> event.at() + " " + event.kind() + " " + event.args())
                .reduce("", (all, line) -> all + "\n" + line);
    }
}
