package org.batuta.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.batuta.TriedOnce;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the application: what its scripts do goes on, is found again, and is done once (F02). */
@TriedOnce
@WithServers
class KilledNodeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int MANY = 12;

    private static Path data;
    private static Ledger ledger;
    private static TestServer machine;
    private static Node node;
    private static String account;

    private final String mark = "/root/" + UUID.randomUUID();

    @BeforeAll
    static void aNode(Park park, @TempDir Path folder) {
        data = folder;
        machine = park.server("s1");
        ledger = new Ledger("killed");
        node = Node.start("anna", ledger.url(), data);
        node.lets(Errands.Enrol.class, machine.name());
        account = node.lets(Errands.Enter.class, "ada");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void fault02K22AfterTheRestartTheSameOperationIsFoundAgainRanOnceAndEndsGreen() {
        String request = ask("slow", "echo x >>%1$s; until test -e %1$s.go; do sleep 0.1; done; echo end");
        await("the begin on the server").atMost(PATIENCE).until(() -> exists(mark));
        String holder = ledger.holder(request);

        killAndStartAgain();

        await("another holder")
                .atMost(PATIENCE)
                .until(() -> ledger.holder(request), now -> now.startsWith("anna-") && !now.equals(holder));
        assertThat(machine.exec("touch", mark + ".go").exit()).isZero();
        assertThat(ledger.endOf(request)).isEqualTo("DONE");
        assertThat(ledger.attempts(request)).containsExactly("1 DONE");
        assertThat(machine.read(mark)).isEqualTo("x\n");
    }

    @Test
    void fault02OfManyRequestsInFlightEachRunsOnceThoughTheNodeIsKilledAgainAndAgain() {
        List<String> requests = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            requests.add(ask("flight-" + i, "echo " + i + " >>%s; sleep 0.5"));
        }
        for (int kills = 1; kills <= 2; kills++) {
            int begun = kills * 3;
            await("work on the server").atMost(PATIENCE).until(() -> exists(mark) && lines().size() >= begun);
            killAndStartAgain();
        }

        assertThat(requests).allSatisfy(request -> {
            assertThat(ledger.endOf(request)).isEqualTo("DONE");
            assertThat(ledger.attempts(request)).containsExactly("1 DONE");
        });
        assertThat(lines()).hasSize(MANY).doesNotHaveDuplicates();
    }

    private static void killAndStartAgain() {
        node.kill();
        node = Node.start("anna", ledger.url(), data);
    }

    private String ask(String name, String deed) {
        return node.lets(Errands.Ask.class, "ada", account, name, deed.formatted(mark));
    }

    private List<String> lines() {
        return machine.read(mark).lines().toList();
    }

    private static boolean exists(String file) {
        return machine.exec("test", "-e", file).exit() == 0;
    }
}
