package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.batuta.audit.Audit;
import org.batuta.audit.AuditEntry;
import org.batuta.hosting.Comparison.Cut;
import org.batuta.provider.As;
import org.batuta.provider.Customer;
import org.batuta.provider.MailProgram;
import org.batuta.provider.Resolver;
import org.batuta.provider.Trouble;
import org.batuta.servers.TestServer;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;

/** Somebody changed a service on its server by hand: it is found and shown, and only what a person says happens. */
class DriftTest extends StoryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WANTED = "192.0.2.80";
    private static final String REAL = "192.0.2.66";

    @Autowired
    private Comparisons comparisons;

    @Autowired
    private Drifts drifts;

    @Autowired
    private TaskService tasks;

    private String name;
    private UUID domain;

    @BeforeEach
    void aDomain(@Autowired ServiceRows services) {
        name = aDomain();
        domain = services.living("domains", name).orElseThrow().id();
    }

    @AfterEach
    void nothingOfItWaitsForAnybody() {
        drift().filter(drift -> drift.state() == Drift.State.OPEN).ifPresent(drift -> answers("leave"));
    }

    @Test
    void isShownWithTheDifferenceAndMadeAsWantedOnlyWhenSomebodySaysSo(@Autowired Audit audit) {
        byHand(WANTED, REAL);
        assertThat(Resolver.ask(provider.first(), name, "A")).containsExactly(REAL);

        Comparison found = compared();

        assertThat(found.differing()).isOne();
        assertThat(found.asWanted() + found.changing() + found.uncompared()).isZero();
        assertThat(drift())
                .get()
                .satisfies(drift -> assertThat(drift.difference())
                        .startsWith("the zone's file has another content\n")
                        .containsPattern("wanted: .*" + WANTED)
                        .containsPattern("real: .*" + REAL));
        assertThat(task().getName()).isEqualTo("Settle what differs: host1");
        assertThat(Resolver.ask(provider.first(), name, "A"))
                .as("nothing is changed")
                .containsExactly(REAL);

        answers("repair");

        isRight();
        await("its old address")
                .untilAsserted(() ->
                        assertThat(Resolver.ask(provider.first(), name, "A")).containsExactly(WANTED));
        assertThat(audit.of("service", domain))
                .extracting(AuditEntry::action, AuditEntry::login)
                .contains(org.assertj.core.groups.Tuple.tuple("make-as-wanted", "admin"));
        assertThat(compared().asWanted()).isOne();
    }

    @Test
    void isLeftAsItIsUntilItDiffersInAnotherWay(@Autowired Audit audit) {
        byHand(WANTED, REAL);
        compared();

        answers("leave");

        assertThat(drift()).get().extracting(Drift::state).isEqualTo(Drift.State.LEFT);
        assertThat(audit.of("service", domain)).extracting(AuditEntry::action).contains("leave-as-it-is");
        assertThat(compared().differing()).isOne();
        assertThat(drift())
                .as("nobody is asked again")
                .get()
                .extracting(Drift::state)
                .isEqualTo(Drift.State.LEFT);

        byHand(REAL, "192.0.2.67");
        compared();
        assertThat(drift()).get().extracting(Drift::state).isEqualTo(Drift.State.OPEN);
        assertThat(Resolver.ask(provider.first(), name, "A")).containsExactly("192.0.2.67");
    }

    @Test
    void needsNoAnswerAnyMoreWhenItIsRightAgain() {
        byHand(WANTED, REAL);
        UUID asking = compared().id();
        UUID asked = settling().orElseThrow().id();
        byHand(REAL, WANTED);

        assertThat(compared().asWanted()).isOne();

        isRight();
        if (asked.equals(asking)) {
            assertThat(administrator.walked(asking)).contains("settleDrift_driftGone", "gone");
        }
    }

    @Test
    void isNoneOfAServiceThatIsAsItShouldBe() throws Exception {
        customer.asksForMailbox("info", name, 100, PASSWORD);
        UUID mailbox = await("the mailbox")
                .atMost(PATIENCE)
                .until(() -> customer.theService("mailboxes", "info@" + name), this::isActive);

        assertThat(List.of(domain, mailbox))
                .flatExtracting(this::compare)
                .extracting(this::ended)
                .allSatisfy(comparison -> {
                    assertThat(comparison.asWanted()).isOne();
                    assertThat(comparison.differing()).isZero();
                });
        assertThat(drift()).isEmpty();
        assertThat(new MailProgram(provider.first().address()).logsIn("info@" + name, PASSWORD))
                .isTrue();
    }

    @Test
    void isNoneOfWhatARequestIsChanging() {
        byHand(WANTED, REAL);
        UUID change;
        try (Trouble lock = Trouble.locked(provider.second())) {
            change = customer.changes(
                    domain,
                    Customer.domain(name, "{\"name\":\"www\",\"type\":\"A\",\"ttl\":0,\"value\":\"192.0.2.9\"}"));
            awaitLock(change);

            Comparison left = compared();

            assertThat(left.changing()).isOne();
            assertThat(left.differing()).isZero();
            assertThat(drift()).isEmpty();
        }
        assertEnds(change, Request.State.DONE);
    }

    @Test
    void isNoneOfAServerThatDoesNotAnswer() {
        provider.second().cutLink();
        try {
            Comparison missed = ended(As.administrator().get(() -> comparisons.ofServer(provider.secondId())));

            assertThat(missed.cut()).isEqualTo(Cut.UNREACHABLE);
            assertThat(missed.uncompared()).isPositive();
            assertThat(missed.asWanted() + missed.differing()).isZero();
            assertThat(administrator.walked(missed.id()))
                    .containsSubsequence("compareServices_unreachable", "noteFindings_cut", "closeComparison");
        } finally {
            provider.second().restoreLink();
        }
    }

    private boolean isActive(UUID service) {
        return As.administrator()
                .get(() -> application.getBean(Services.class).get(service).isActive());
    }

    private void byHand(String from, String to) {
        TestServer first = provider.first();
        String zone = "/etc/bind/batuta/zones/" + name;
        first.exec("sed", "-i", "s/" + from + "/" + to + "/", zone).orFail();
        first.exec("rndc", "reload", name).orFail();
        await("the change by hand")
                .untilAsserted(() ->
                        assertThat(Resolver.ask(provider.first(), name, "A")).containsExactly(to));
    }

    private List<Comparison> compare(UUID service) {
        return As.administrator().get(() -> comparisons.ofService(service));
    }

    /** The domain, on its first server. */
    private Comparison compared() {
        return compare(domain).stream()
                .map(this::ended)
                .filter(comparison -> comparison.server().id().equals(provider.firstId()))
                .findFirst()
                .orElseThrow();
    }

    private Comparison ended(Comparison comparison) {
        return await("the end of the comparison")
                .atMost(PATIENCE)
                .until(() -> As.administrator().get(() -> comparisons.get(comparison.id())), each -> !each.isRunning());
    }

    private Optional<Comparison> settling() {
        return As.administrator().get(() -> comparisons.settling(provider.firstId()));
    }

    private Task task() {
        return administrator.isAsked(settling().orElseThrow().id(), "settleDrift");
    }

    private void answers(String choice) {
        administrator.completes(
                task(), Map.of("choice", choice, "service", domain.toString(), "comment", "as the test wants it"));
    }

    private Optional<Drift> drift() {
        return As.administrator().get(() -> drifts.on(provider.firstId(), PageRequest.of(0, 1000))).stream()
                .filter(drift -> drift.service().id().equals(domain))
                .findFirst();
    }

    private void isRight() {
        await("the end of the drift").atMost(PATIENCE).until(() -> drift().isEmpty());
    }
}
