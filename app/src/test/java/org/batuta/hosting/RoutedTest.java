package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.batuta.Books;
import org.batuta.Visitor;
import org.batuta.accounts.StaffRole;
import org.batuta.kernel.Ids;
import org.batuta.orchestration.Role;
import org.batuta.orchestration.Route;
import org.batuta.orchestration.Routes;
import org.batuta.provider.As;
import org.batuta.provider.Customer;
import org.batuta.provider.Letters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A route takes the services for which its condition holds, and nothing is placed by accident (F05). */
class RoutedTest extends StoryTest {

    @Autowired
    private Routes routes;

    @Autowired
    private JdbcClient sql;

    private final String word = aName();
    private Visitor portal;

    @BeforeEach
    void calmServers() {
        provider.servers().forEach(server -> server.write("/root/calm", ""));
        portal = asCustomer();
    }

    @AfterEach
    void theRoutesAreAsBefore() {
        routes.of(provider.secondId()).stream()
                .filter(route -> route.serviceType().equals("stubborn"))
                .forEach(route -> As.administrator().run(() -> routes.remove(route.id())));
        takesOnly(provider.firstId(), "stubborn", null);
        takesOnly(provider.firstId(), "mailboxes", null);
        provider.servers()
                .forEach(server -> server.exec("rm", "-f", "/root/calm").orFail());
    }

    @Test
    void f05EachOfTwoServersTakesWhatItsConditionSaysAndKeepsIt() {
        takesOnly(provider.firstId(), "stubborn", "starts with(name, \"a\")");
        Route second = As.administrator()
                .get(() -> routes.add("stubborn", provider.secondId(), Role.PRIMARY, "starts with(name, \"b\")"));
        await("the route").until(() -> route(provider.secondId(), "stubborn").isReady());

        String shown = dryRun("stubborn", Map.of("name", "b" + word)).body();
        UUID toFirst = asks("stubborn", Map.of("name", "a" + word));
        UUID toSecond = asks("stubborn", Map.of("name", "b" + word));

        assertThat(shown).contains("on host2").doesNotContain("on host1");
        assertEnds(toFirst, Request.State.DONE);
        assertEnds(toSecond, Request.State.DONE);
        assertThat(done(toFirst)).containsExactly("APPLY host1 DONE 1");
        assertThat(done(toSecond)).containsExactly("APPLY host2 DONE 1");
        assertThat(sent("stubborn", Map.of("name", "c" + word)).body()).contains("None of our servers takes this");

        takesOnly(provider.firstId(), "stubborn", "starts with(name, \"b\")");
        As.administrator().run(() -> routes.remove(second.id()));
        UUID removed = customer.removes(customer.theService("stubborn", "b" + word));
        customer.awaits(removed, "window");
        administrator.letTimePass(removed, "windowPassed");
        assertEnds(removed, Request.State.DONE);
        assertThat(done(removed)).containsExactly("APPLY host2 DONE 1", "REMOVE host2 DONE 1");
    }

    @Test
    void f05WhatIsChangedStaysWhereItIsWhateverTheConditionSaysOfIt() {
        String domain = aDomain();
        takesOnly(provider.firstId(), "mailboxes", "quotaMb <= 50 and account = \"" + account() + "\"");
        UUID small = asks("mailboxes", mailbox("small", domain, 50));
        assertEnds(small, Request.State.DONE);
        assertThat(sent("mailboxes", mailbox("large", domain, 51)).body()).contains("None of our servers takes this");
        assertThat(dryRun("mailboxes", mailbox("large", domain, 51)).body())
                .contains("None of our servers takes this")
                .doesNotContain("Plan hash");

        UUID grown = customer.changes(customer.serviceOf(small).id(), Customer.mailbox("small", domain, 51));

        assertEnds(grown, Request.State.DONE);
        assertThat(done(grown)).containsExactly("APPLY host1 DONE 1");
    }

    @Test
    void f05WhatNoConditionCanSayIsRefusedAndAdministratorsAreToldOnce() {
        takesOnly(provider.firstId(), "stubborn", "if name = \"\" then true else name");
        Letters letters = Letters.toAdministrators();
        Map<String, Long> books = Books.read(sql);

        for (int i = 0; i < 2; i++) {
            assertThat(sent("stubborn", Map.of("name", word)).body())
                    .contains("We cannot tell which of our servers takes this")
                    .doesNotContain("host1");
        }

        assertThat(Books.read(sql)).isEqualTo(books);
        assertThat(letters.text("No place: stubborn"))
                .contains("the route to host1", "if name = \"\" then true else name", word);
        assertThat(dryRun("stubborn", Map.of("name", word)).body())
                .contains("The condition of the route to host1 says neither yes nor no of this", word);
        assertThat(letters.subjects()).containsOnlyOnce("No place: stubborn");
    }

    private UUID asks(String type, Map<String, String> wish) {
        HttpResponse<String> answer = sent(type, wish);
        String page = answer.headers().firstValue("Location").orElseThrow(() -> new AssertionError(answer.body()));
        return UUID.fromString(page.substring(page.lastIndexOf('/') + 1));
    }

    private HttpResponse<String> sent(String type, Map<String, String> wish) {
        return portal.post("/services/new/" + type, form(wish));
    }

    private HttpResponse<String> dryRun(String type, Map<String, String> wish) {
        Map<String, String> form = form(wish);
        form.put("dryRun", "yes");
        return staff(StaffRole.ADMINISTRATOR).post("/services/new/" + type, form);
    }

    private Map<String, String> form(Map<String, String> wish) {
        Map<String, String> form = new HashMap<>(wish);
        form.put("account", customer.account().id().toString());
        form.put("key", Ids.next().toString());
        return form;
    }

    private static Map<String, String> mailbox(String localPart, String domain, int quotaMb) {
        return Map.of(
                "localPart", localPart, "domain", domain, "quotaMb", Integer.toString(quotaMb), "password", PASSWORD);
    }

    private String account() {
        return customer.account().name();
    }

    private Route route(UUID server, String type) {
        return routes.of(server).stream()
                .filter(route -> route.serviceType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private void takesOnly(UUID server, String type, @Nullable String condition) {
        Route route = route(server, type);
        As.administrator().run(() -> routes.change(route.id(), condition, route.version()));
    }
}
