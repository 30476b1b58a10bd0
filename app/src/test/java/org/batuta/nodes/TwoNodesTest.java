package org.batuta.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.batuta.TriedOnce;
import org.batuta.Visitor;
import org.batuta.provider.Trouble;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one database, started at the same moment on an empty one. */
@TriedOnce
@WithServers
class TwoNodesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int REQUESTS = 50;
    private static final int TELLINGS = 20;
    private static final int CALLS = 3;

    private static Path data;
    private static Ledger ledger;
    private static LossyWay way;
    private static TestServer machine;
    private static Node anna;
    private static Node berta;
    private static String account;

    private final String mark = "/root/" + UUID.randomUUID();

    @BeforeAll
    static void twoNodes(Park park, @TempDir Path folder) {
        data = folder;
        machine = park.server("s1");
        ledger = new Ledger("two_nodes");
        way = new LossyWay(ledger.url());
        var other = CompletableFuture.supplyAsync(() -> start("berta"));
        anna = start("anna");
        berta = other.join();
        anna.lets(Errands.Enrol.class, machine.name());
        account = anna.lets(Errands.Enter.class, "ada");
    }

    @AfterAll
    static void stop() {
        Stream.of(anna, berta).parallel().forEach(Node::close);
        way.close();
    }

    private static Node start(String name) {
        return Node.start(
                name, way.url(name), data, Map.of("batuta.orchestration.parallel-per-server", String.valueOf(CALLS)));
    }

    @Test
    void fault05OfFiftyRequestsEachRunsOnceAndBothNodesWork() {
        List<String> requests = askBoth("fifty", "echo %%1$s >>%s; sleep 0.2".formatted(mark));

        assertAllDoneByBoth(requests);
        assertThat(machine.read(mark).lines()).hasSize(REQUESTS).doesNotHaveDuplicates();
    }

    /** All of them ask for another try at once, so all their timers are due together and both nodes look for them. */
    @Test
    void fault05OfFiftyTimersEachFiresOnceAndBothNodesWork() {
        String again = "echo %%1$s >>%1$s; mkdir %1$s.%%1$s 2>/dev/null || exit 0; exit 75".formatted(mark);

        List<String> requests = askBoth("timers", again);

        assertThat(requests).hasSize(REQUESTS).allSatisfy(request -> {
            assertThat(ledger.endOf(request)).isEqualTo("DONE");
            assertThat(ledger.attempts(request)).hasSize(2).first().isEqualTo("1 REFUSED");
        });
        assertThat(ledger.nodesAtWork(requests))
                .anyMatch(node -> node.startsWith("anna-"))
                .anyMatch(node -> node.startsWith("berta-"));
        assertThat(machine.read(mark)
                        .lines()
                        .collect(Collectors.groupingBy(name -> name, Collectors.counting()))
                        .values())
                .hasSize(REQUESTS)
                .containsOnly(2L);
    }

    /**
     * Each script counts how many are at work: a call carries its scripts out one after the other. The first ones wait
     * until as many are there as may be; whatever travels with them, some are left over who would make another call.
     */
    @Test
    void k16BothTogetherMakeNoMoreCallsToAServerThanItsSettingAllows() {
        String counted = """
                mkdir -p %1$s; touch %1$s/$$; for turn in $(seq 300); do \
                [ $(ls %1$s | wc -l) -lt %2$s ] || touch %1$s.full; [ ! -e %1$s.full ] || break; sleep 0.1; done; \
                ls %1$s | wc -l >>%1$s.most; sleep 0.2; rm %1$s/$$""".formatted(mark, CALLS);

        List<String> requests = askBoth("counted", counted);

        assertAllDoneByBoth(requests);
        assertThat(machine.read(mark + ".most").lines().map(Integer::valueOf))
                .hasSize(REQUESTS)
                .contains(CALLS)
                .allMatch(present -> present <= CALLS);
    }

    /** As many from each; the deed may name its request. */
    private static List<String> askBoth(String name, String deed) {
        List<String> requests = new ArrayList<>();
        for (Node node : List.of(anna, berta)) {
            String[] wishes = IntStream.range(0, REQUESTS / 2)
                    .mapToObj(i -> name + "-" + requests.size() + "-" + i)
                    .flatMap(each -> Stream.of(each, deed.formatted(each)))
                    .toArray(String[]::new);
            requests.addAll(List.of(ask(node, wishes).split(" ")));
        }
        return requests;
    }

    private static void assertAllDoneByBoth(List<String> requests) {
        assertThat(requests).hasSize(REQUESTS).allSatisfy(request -> {
            assertThat(ledger.endOf(request)).isEqualTo("DONE");
            assertThat(ledger.attempts(request)).containsExactly("1 DONE");
        });
        assertThat(ledger.nodesAtWork(requests))
                .anyMatch(node -> node.startsWith("anna-"))
                .anyMatch(node -> node.startsWith("berta-"));
    }

    @Test
    void fault12WhenTheAnswerToTheCommitOfAResultIsLostEffectAndAttemptAreThereOnceAndTheProcessGoesOn() {
        way.losesTheAnswerAfter("insert into attempt");

        String request = ask(anna, "unanswered", "echo x >>" + mark);

        assertThat(ledger.endOf(request)).isEqualTo("DONE");
        assertThat(way.lost()).isOne();
        assertThat(ledger.attempts(request)).containsExactly("1 DONE");
        assertThat(machine.read(mark)).isEqualTo("x\n");
    }

    @Test
    void fault02WhenOneIsKilledTheOtherFindsItsWorkAgainAndRunsNothingTwice() {
        String request = ask(
                berta, "left", "echo x >>%1$s; until test -e %1$s.go; do sleep 0.1; done; echo end".formatted(mark));
        await("the begin on the server")
                .atMost(PATIENCE)
                .until(() -> machine.exec("test", "-e", mark).exit() == 0);
        String holder = ledger.holder(request);
        boolean annas = holder.startsWith("anna-");

        (annas ? anna : berta).kill();

        await("the other holder")
                .atMost(PATIENCE)
                .until(() -> ledger.holder(request), now -> now.startsWith(annas ? "berta-" : "anna-"));
        machine.exec("touch", mark + ".go").orFail();
        assertThat(ledger.endOf(request)).isEqualTo("DONE");
        assertThat(ledger.attempts(request)).containsExactly("1 DONE");
        assertThat(machine.read(mark)).isEqualTo("x\n");
        if (annas) {
            anna = start("anna");
        } else {
            berta = start("berta");
        }
    }

    /** It had taken the work and was on its way to the server. */
    @Test
    void fault04WhoWasFrozenForLongerThanItsLeaseCarriesNothingOutASecondTime() {
        machine.cutLink();
        Node frozen;
        String request;
        try {
            request = ask(anna, "frozen", "echo x >>" + mark);
            await("who takes it").atMost(PATIENCE).until(() -> ledger.holder(request), holder -> holder.contains("-"));
            frozen = ledger.holder(request).startsWith("anna-") ? anna : berta;
            frozen.freeze();
        } finally {
            machine.restoreLink();
        }
        try {
            assertThat(ledger.endOf(request)).isEqualTo("DONE");
        } finally {
            frozen.thaw();
        }

        String next = ask(frozen, "thawed", "echo y >>" + mark);

        assertThat(ledger.endOf(next)).isEqualTo("DONE");
        assertThat(ledger.attempts(request)).containsExactly("1 DONE");
        assertThat(machine.read(mark)).isEqualTo("x\ny\n");
    }

    /** It had heard how the script ended and was about to write it down; who holds it now has heard nothing yet. */
    @Test
    void fault04WhoLosesOnlyItsWayToTheDatabaseForLongerThanItsLeaseWritesNothingAfterwards() {
        String request = ask(
                anna, "cutoff", "echo x >>%1$s; until test -e %1$s.go; do sleep 0.1; done; echo end".formatted(mark));
        await("the begin on the server")
                .atMost(PATIENCE)
                .until(() -> machine.exec("test", "-e", mark).exit() == 0);
        boolean annas = ledger.holder(request).startsWith("anna-");
        String cut = annas ? "anna" : "berta";
        String other = annas ? "berta-" : "anna-";
        way.keepsBack(cut);
        try {
            machine.exec("touch", mark + ".go").orFail();
            await("the end is told")
                    .atMost(PATIENCE)
                    .until(() -> machine.processes("batuta-runner").isEmpty());
            machine.cutLink();
            await("the other holder")
                    .atMost(PATIENCE)
                    .until(() -> ledger.holder(request), now -> now.startsWith(other));
            way.letsThrough(cut);

            String next = ask(annas ? anna : berta, "after", "echo y >>" + mark);

            assertThat(ledger.holder(request)).startsWith(other);
            machine.restoreLink();
            assertThat(ledger.endOf(next)).isEqualTo("DONE");
        } finally {
            way.letsThrough(cut);
            machine.restoreLink();
        }
        assertThat(ledger.endOf(request)).isEqualTo("DONE");
        assertThat(ledger.attempts(request)).containsExactly("1 DONE");
        assertThat(ledger.nodesAtWork(List.of(request)))
                .singleElement()
                .asString()
                .startsWith(other);
        assertThat(machine.read(mark)).isEqualTo("x\ny\n");
    }

    @Test
    void twoThatStartTogetherBringAServerOneUpgradeAndOneFinishesItWhenTheOtherIsKilled() {
        Stream.of(anna, berta).parallel().forEach(Node::close);
        ledger.setServersBack();
        boolean annas;
        try (Trouble busy = Trouble.installing(machine)) {
            var other = CompletableFuture.supplyAsync(() -> start("berta"));
            anna = start("anna");
            berta = other.join();
            await("the upgrade")
                    .atMost(PATIENCE)
                    .until(ledger::upgrades, found -> found.toString().startsWith("[RUNNING"));
            annas = ledger.upgrades().get(0).startsWith("RUNNING 1 anna-");
            (annas ? anna : berta).kill();
        }

        await("its end")
                .atMost(PATIENCE)
                .until(ledger::upgrades, found -> found.toString().startsWith("[DONE"));
        assertThat(ledger.upgrades()).containsExactly("DONE 1");
        String request = ask(annas ? berta : anna, "upgraded", "echo x >>" + mark);
        assertThat(ledger.endOf(request)).isEqualTo("DONE");
        assertThat(machine.read(mark)).isEqualTo("x\n");
        if (annas) {
            anna = start("anna");
        } else {
            berta = start("berta");
        }
    }

    @Test
    void aServerThatIsAwayHasOneWatchAndTheOtherNodeEndsItWhenOneIsKilled() {
        machine.cutLink();
        try {
            ledger.missed(3);
            await("the watch").atMost(PATIENCE).until(() -> !ledger.watches().isEmpty());
            ledger.missed(5);
            assertThat(ledger.watches()).containsExactly("ACTIVE");
            anna.kill();
        } finally {
            machine.restoreLink();
        }
        ledger.missedNoMore();

        await("its end").atMost(PATIENCE).until(() -> ledger.watches().equals(List.of("COMPLETED")));
        anna = start("anna");
    }

    @Test
    void aLivePageOnOneShowsWithinASecondWhatHappensOnTheOther() throws Exception {
        String request = ask(anna, "live", "until test -e %s.go; do sleep 0.1; done".formatted(mark));
        Visitor reader = new Visitor(berta.port());
        assertThat(reader.login("ada", Visitor.PASSWORD)).endsWith("/");
        await("the begin on the server")
                .atMost(PATIENCE)
                .until(() -> !ledger.holder(request).isEmpty());
        try (LivePage page = new LivePage(reader, request)) {
            page.next();
            List<Long> delays = new ArrayList<>();
            for (int i = 0; i < TELLINGS; i++) {
                page.catchUp();
                long committed = Long.parseLong(anna.lets(Errands.Tell.class, request));
                delays.add(TimeUnit.NANOSECONDS.toMillis(page.next() - committed));
            }
            assertThat(delays.stream().sorted().toList().get(TELLINGS / 2))
                    .as("milliseconds, the median of %s", delays)
                    .isLessThan(1000);

            anna.lets(Errands.Cancel.class, "ada", account, request);

            await("the page on the other node")
                    .atMost(PATIENCE)
                    .until(() -> reader.get("/requests/" + request).body().contains("You asked to stop it"));
            assertThat(ledger.endOf(request)).isEqualTo("UNDONE");
        } finally {
            machine.exec("touch", mark + ".go").orFail();
        }
    }

    private static String ask(Node node, String... namesAndDeeds) {
        String[] words = Stream.concat(Stream.of("ada", account), Stream.of(namesAndDeeds))
                .toArray(String[]::new);
        return node.lets(Errands.Ask.class, words);
    }
}
