package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.batuta.audit.Audit;
import org.batuta.audit.AuditEntry;
import org.batuta.hosting.Comparison.Cut;
import org.batuta.kernel.Refusal;
import org.batuta.orchestration.Servers;
import org.batuta.provider.As;
import org.batuta.provider.Customer;
import org.batuta.provider.Inspector;
import org.batuta.provider.Resolver;
import org.batuta.provider.Trouble;
import org.batuta.servers.TestServer;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.management.JobDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Somebody changed a service on its server by hand: it is found and shown, and only what a person says happens (K09). */
class DriftTest extends StoryTest {

    private static final String WANTED = "192.0.2.80";
    private static final String REAL = "192.0.2.66";

    private Inspector inspector;
    private String name;
    private UUID domain;
    private UUID server;

    @BeforeEach
    void aDomainThatWorks() {
        inspector = new Inspector(application);
        server = provider.firstId();
        name = aDomain();
        domain = customer.theService("domains", name);
    }

    @AfterEach
    void nobodyIsAskedAboutItAnyMore() {
        inspector
                .drift(domain, server)
                .filter(drift -> drift.state() == Drift.State.OPEN)
                .ifPresent(drift -> inspector.answers(domain, server, "leave"));
    }

    @Test
    void k09IsShownWithTheDifferenceAndMadeAsWantedOnlyWhenSomebodySaysSo(@Autowired Audit audit) {
        byHand(WANTED, REAL);

        Comparison found = inspector.compares(domain, server);

        assertThat(found.differing()).isOne();
        assertThat(found.asWanted() + found.changing() + found.uncompared()).isZero();
        assertThat(inspector.drift(domain, server))
                .get()
                .satisfies(drift -> assertThat(drift.difference())
                        .startsWith("the zone's file has another content\n")
                        .containsPattern("wanted: .*" + WANTED)
                        .containsPattern("real: .*" + REAL));
        assertThat(inspector.isAsked(server).getName()).isEqualTo("Settle what differs: host1");
        assertThat(addresses()).as("nothing is changed").isEqualTo(REAL);

        inspector.answers(domain, server, "repair");

        inspector.awaitsRight(domain, server);
        await("its old address").untilAsserted(() -> assertThat(addresses()).isEqualTo(WANTED));
        assertThat(audit.of("service", domain))
                .extracting(AuditEntry::action, AuditEntry::login)
                .contains(tuple("make-as-wanted", "admin"));
        assertThat(inspector.compares(domain)).allSatisfy(DriftTest::isAsWanted);
    }

    @Test
    void k09IsLeftAsItIsUntilItDiffersInAnotherWay(@Autowired Audit audit) {
        byHand(WANTED, REAL);
        inspector.compares(domain);

        inspector.answers(domain, server, "leave");

        assertThat(audit.of("service", domain)).extracting(AuditEntry::action).contains("leave-as-it-is");
        assertThat(inspector.compares(domain, server).differing()).isOne();
        assertThat(stateOfIt()).as("nobody is asked again").isEqualTo(Drift.State.LEFT);
        byHand(REAL, "192.0.2.67");
        inspector.compares(domain);
        assertThat(stateOfIt()).isEqualTo(Drift.State.OPEN);
        assertThat(addresses()).isEqualTo("192.0.2.67");
    }

    @Test
    void needsNoAnswerAnyMoreWhenItIsRightAgain() {
        byHand(WANTED, REAL);
        inspector.compares(domain);
        UUID asking = inspector.asking(server);
        byHand(REAL, WANTED);

        isAsWanted(inspector.compares(domain, server));

        assertThat(inspector.drift(domain, server)).isEmpty();
        assertThat(administrator.walked(asking)).contains("settleDrift_driftGone", "gone");
    }

    @Test
    void cannotBeAnsweredOnceItIsRightAgain() {
        byHand(WANTED, REAL);
        inspector.compares(domain);
        var task = inspector.isAsked(server);

        Refusal refused = catchThrowableOfType(
                Refusal.class,
                () -> administrator.completes(
                        task,
                        Map.of("choice", "repair", "service", UUID.randomUUID().toString())));

        assertThat(refused).hasMessageContaining("differs-no-more");
        assertThat(addresses()).isEqualTo(REAL);
    }

    @Test
    void isNoneOfServicesThatAreAsTheyShouldBe() {
        assertEnds(customer.asksForMailbox("info", name, 100, PASSWORD), Request.State.DONE);
        UUID mailbox = customer.theService("mailboxes", "info@" + name);

        assertThat(inspector.compares(domain)).hasSize(2).allSatisfy(DriftTest::isAsWanted);
        assertThat(inspector.compares(mailbox)).hasSize(1).allSatisfy(DriftTest::isAsWanted);

        assertThat(inspector.drift(domain, server)).isEmpty();
        assertThat(inspector.drift(mailbox, server)).isEmpty();
    }

    @Test
    void isNoneOfWhatARequestIsChanging() {
        byHand(WANTED, REAL);
        UUID change;
        try (Trouble lock = Trouble.locked(provider.second())) {
            change = customer.changes(domain, wish());
            awaitLock(change);

            Comparison left = inspector.compares(domain, server);

            assertThat(left.changing()).isOne();
            assertThat(left.differing()).isZero();
            assertThat(inspector.drift(domain, server)).isEmpty();
        }
        assertEnds(change, Request.State.DONE);
    }

    @Test
    void isNoneOfAServerThatDoesNotAnswer() {
        provider.second().cutLink();
        try {
            Comparison missed = inspector.comparesAllOf(provider.secondId());

            assertThat(missed.cut()).isEqualTo(Cut.UNREACHABLE);
            assertThat(missed.uncompared()).isPositive();
            assertThat(missed.asWanted() + missed.differing()).isZero();
            assertThat(administrator.walked(missed.id()))
                    .containsSubsequence("compareServices_unreachable", "noteFindings_cut", "closeComparison");
            assertThat(inspector.drift(domain, provider.secondId())).isEmpty();
        } finally {
            provider.second().restoreLink();
        }
    }

    @Test
    void isNoneOfAServerInMaintenance(@Autowired Servers servers) {
        As.administrator().run(() -> servers.drain(provider.secondId(), "new disks"));
        try {
            Comparison missed = inspector.comparesAllOf(provider.secondId());

            assertThat(missed.cut()).isEqualTo(Cut.MAINTENANCE);
            assertThat(missed.uncompared()).isPositive();
            assertThat(operations.ofRequest(missed.id())).isEmpty();
        } finally {
            As.administrator().run(() -> servers.resume(provider.secondId()));
        }
    }

    @Test
    void k09IsFoundAtNightAmongAllServicesPortionByPortion(
            @Autowired ManagementService engine,
            @Autowired RepositoryService pictures,
            @Autowired ComparisonRows rows) {
        byHand(WANTED, REAL);
        Job night = night(engine, pictures);
        assertThat(night.getDuedate()).as("never by itself in tests").isAfter("2190-01-01");

        engine.setJobDuedate(night.getId(), new Date());

        UUID begun = await("the night")
                .until(() -> inspector.lastOf(server), last -> last.isPresent())
                .orElseThrow()
                .id();
        Comparison found = inspector.endOf(begun);
        assertThat(found.askedBy()).isEqualTo("batuta");
        assertThat(found.asWanted() + found.differing() + found.changing() + found.uncompared())
                .isEqualTo(Math.toIntExact(rows.countCarried(server, new UUID(0, 0))));
        assertThat(inspector
                        .endOf(inspector
                                .lastOf(provider.secondId())
                                .orElseThrow()
                                .id())
                        .asWanted())
                .isPositive();
        assertThat(stateOfIt()).isEqualTo(Drift.State.OPEN);
        leavesAllOn(server);
        leavesAllOn(provider.secondId());
        assertThat(stateOfIt()).isEqualTo(Drift.State.LEFT);
    }

    /** One answer for all that differs, also for what other tests have left there. */
    private void leavesAllOn(UUID each) {
        if (inspector.isAsking(each)) {
            administrator.completes(inspector.isAsked(each), Map.of("choice", "leave", "comment", "other tests"));
            assertThat(inspector.isAsking(each)).isFalse();
        }
    }

    private static Job night(ManagementService engine, RepositoryService pictures) {
        String newest = pictures.createProcessDefinitionQuery()
                .processDefinitionKey("compare-services")
                .latestVersion()
                .singleResult()
                .getId();
        JobDefinition beginning = engine.createJobDefinitionQuery()
                .processDefinitionId(newest)
                .activityIdIn("night")
                .singleResult();
        return engine.createJobQuery().jobDefinitionId(beginning.getId()).singleResult();
    }

    private static void isAsWanted(Comparison comparison) {
        assertThat(comparison.asWanted()).isOne();
        assertThat(comparison.differing() + comparison.changing() + comparison.uncompared())
                .isZero();
    }

    private Drift.State stateOfIt() {
        return inspector.drift(domain, server).orElseThrow().state();
    }

    private String wish() {
        return Customer.domain(name, "{\"name\":\"www\",\"type\":\"A\",\"ttl\":0,\"value\":\"192.0.2.9\"}");
    }

    private String addresses() {
        return String.join(" ", Resolver.ask(provider.first(), name, "A"));
    }

    private void byHand(String from, String to) {
        TestServer first = provider.first();
        first.exec("sed", "-i", "s/" + from + "/" + to + "/", "/etc/bind/batuta/zones/" + name)
                .orFail();
        first.exec("rndc", "reload", name).orFail();
        await("the change by hand").untilAsserted(() -> assertThat(addresses()).isEqualTo(to));
    }
}
