package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.accounts.StaffRole;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.OperationState;
import org.batuta.orchestration.Server;
import org.batuta.orchestration.Servers;
import org.batuta.orchestration.Upgrades;
import org.batuta.orchestration.Verb;
import org.batuta.provider.As;
import org.batuta.provider.Earlier;
import org.batuta.provider.Resolver;
import org.batuta.provider.Trouble;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A wish that needs a script of the new release: it waits for its server's upgrade, visibly, and goes on by itself. */
class UpgradedTest extends StoryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private Servers servers;

    @Autowired
    private Upgrades upgrades;

    @Test
    void whatItsServerLacksIsBroughtAndPreparedBeforeItGoesOn() {
        Earlier earlier = Earlier.on(application, provider.second(), provider.secondId(), "none");
        int had = operations.ofRequest(provider.secondId()).size();
        String name = aName();
        UUID domain = customer.asksForDomain(name);
        customer.awaits(domain, "maintained");
        Visitor administrator = new Visitor(port);
        administrator.login(cast.aMemberOfStaff(StaffRole.ADMINISTRATOR).login(), Visitor.PASSWORD);
        String page = "/desk/servers/" + provider.secondId();
        try (Trouble busy = Trouble.installing(provider.second())) {
            earlier.works();
            await("the upgrade")
                    .atMost(PATIENCE)
                    .until(() -> operations.ofRequest(provider.secondId()).size() > had);
            assertThat(customer.kinds(domain)).containsSubsequence("maintained", "released", "maintained");
            assertThat(done(domain)).containsExactly("APPLY host1 DONE 1", "APPLY host2 PENDING 0");
            assertThat(administrator.get(page).body())
                    .contains("bygone", "It should have " + upgrades.release(), page + "/upgrade");
            assertThat(administrator
                            .get("/desk/operations/" + second(domain).id())
                            .body())
                    .contains("it begins when the server was upgraded");
        }

        assertEnds(domain, Request.State.DONE);
        assertThat(Resolver.serves(provider.second(), name)).isTrue();
        assertThat(customer.kinds(domain))
                .containsSubsequence("maintained", "released", "maintained", "released", "step-done")
                .doesNotContain("step-failed", "repair");
        List<Operation> brought = operations.ofRequest(provider.secondId());
        assertThat(brought.subList(had, brought.size()))
                .allMatch(operation -> operation.state() == OperationState.DONE)
                .extracting(Operation::verb)
                .containsExactly(Verb.UPGRADE, Verb.PREPARE);
        assertThat(second(domain).started())
                .isAfter(brought.get(brought.size() - 1).ended());
        Server server =
                As.administrator().get(() -> servers.find(provider.secondId())).orElseThrow();
        assertThat(server.release()).isEqualTo(upgrades.release());
        assertThat(administrator.get(page).body())
                .contains(upgrades.release())
                .doesNotContain("It should have", "/upgrade");
    }

    private Operation second(UUID request) {
        return operations.ofRequest(request).stream()
                .filter(operation -> provider.secondId().equals(operation.serverId()))
                .findFirst()
                .orElseThrow();
    }
}
