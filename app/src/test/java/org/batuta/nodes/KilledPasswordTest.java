package org.batuta.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.MessagingException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.batuta.TriedOnce;
import org.batuta.provider.MailProgram;
import org.batuta.provider.Trouble;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the application between the opening of an envelope and the success of what it was opened for: the
 * change ends well and the new password is the one that logs in (T03). At some of the commits of its work, or at all of
 * them when {@code -Dbatuta.faults=10000} says so.
 */
@TriedOnce
@WithServers
class KilledPasswordTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int STEPS = 40;
    private static final int DEATHS = Math.min(STEPS, Integer.getInteger("batuta.faults", 200) / 100);
    private static final long SEED =
            Long.getLong("batuta.seed", ThreadLocalRandom.current().nextInt(1_000_000));
    private static final String DOMAIN = "killed-password.test";
    private static final String ADDRESS = "info@" + DOMAIN;

    private static Path data;
    private static Ledger ledger;
    private static TestServer machine;
    private static Node node;
    private static String account;
    private static String present = "a quiet evening 17";

    @BeforeAll
    static void aMailbox(Park park, @TempDir Path folder) {
        data = folder;
        machine = park.server("s1");
        ledger = new Ledger("killedpassword");
        node = Node.start("anna", ledger.url(), data);
        node.lets(Errands.EnrolMail.class, machine.name());
        account = node.lets(Errands.Enter.class, "ada");
        String mailbox = node.lets(Errands.AskMailbox.class, "ada", account, DOMAIN, present);
        assertThat(ledger.endOf(mailbox)).isEqualTo("DONE");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void t03WhenItDiesWhileTheScriptHasTheVerifierTheChangeEndsWell() throws MessagingException {
        String change;
        try (Trouble lock = Trouble.heldMailboxes(machine)) {
            change = node.lets(Errands.SetPassword.class, "ada", account, ADDRESS, "another evening 18");
            await("the script, with the verifier, at the lock")
                    .atMost(PATIENCE)
                    .until(() -> !machine.processes("^flock -w 20 9").isEmpty());
            node.kill();
        }
        startAgain();

        assertThat(ledger.endOf(change)).isEqualTo("DONE");
        assertIsInForce("another evening 18");
    }

    @Test
    void t03WhereverItDiesTheChangeEndsWellOrWasNeverAccepted() throws MessagingException {
        System.out.printf("%d deaths, -Dbatuta.seed=%d%n", DEATHS, SEED);
        for (int step : someSteps(new Random(SEED))) {
            List<String> before = ledger.passwordChanges();
            String password = "evening number " + step;

            node.diesOf(Errands.SetPasswordAndDie.class, String.valueOf(step), "ada", account, ADDRESS, password);
            startAgain();

            List<String> accepted = new ArrayList<>(ledger.passwordChanges());
            accepted.removeAll(before);
            for (String change : accepted) {
                assertThat(ledger.endOf(change)).as("after step " + step).isEqualTo("DONE");
            }
            assertIsInForce(accepted.isEmpty() ? present : password);
        }
    }

    private static void startAgain() {
        node = Node.start("anna", ledger.url(), data);
    }

    private static List<Integer> someSteps(Random dice) {
        List<Integer> steps =
                new ArrayList<>(IntStream.rangeClosed(1, STEPS).boxed().toList());
        Collections.shuffle(steps, dice);
        return steps.subList(0, DEATHS);
    }

    /** And no other: neither the one before nor anything that could still be opened. */
    private static void assertIsInForce(String password) throws MessagingException {
        MailProgram program = new MailProgram(machine.address());
        assertThat(program.logsIn(ADDRESS, password)).as(password).isTrue();
        if (!password.equals(present)) {
            assertThat(program.logsIn(ADDRESS, present)).as(present).isFalse();
        }
        assertThat(ledger.openEnvelopes()).isZero();
        present = password;
    }
}
