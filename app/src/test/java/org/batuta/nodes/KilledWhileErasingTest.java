package org.batuta.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.batuta.TriedOnce;
import org.batuta.accounts.Account;
import org.batuta.accounts.Accounts;
import org.batuta.audit.Chain;
import org.batuta.hosting.Closures;
import org.batuta.provider.As;
import org.batuta.servers.MailCatcher;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanFactory;

/**
 * {@code kill -9} of the application while it closes and erases an account: what was begun is done to its end, and nothing
 * of the account is left (A06, L16). At some of the commits of its work, or at all of them when
 * {@code -Dbatuta.faults=10000} says so.
 */
@TriedOnce
@WithServers
class KilledWhileErasingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int STEPS = 64;
    private static final int DEATHS = Math.min(STEPS, Integer.getInteger("batuta.faults", 200) / 100);
    private static final long SEED =
            Long.getLong("batuta.seed", ThreadLocalRandom.current().nextInt(1_000_000));

    private static final MailCatcher MAILS = new MailCatcher(0, 0);

    private static Path data;
    private static Ledger ledger;
    private static Node node;

    @BeforeAll
    static void aNode(@TempDir Path folder) {
        data = folder;
        ledger = new Ledger("killedwhileerasing");
        node = started();
    }

    private static Node started() {
        return Node.start("anna", ledger.url(), data, Map.of("batuta.mail.port", String.valueOf(MAILS.smtpPort())));
    }

    @AfterAll
    static void stop() {
        node.close();
        MAILS.close();
    }

    /** Closes the account of the second word in a node that dies at the step of the first. */
    static class CloseAndDie implements Errand {

        @Override
        public String run(BeanFactory node, List<String> words) {
            Failpoint.dieAt(Integer.parseInt(words.get(0)));
            return new Close().run(node, words.subList(1, words.size()));
        }
    }

    /** Closes an account. */
    static class Close implements Errand {

        @Override
        public String run(BeanFactory node, List<String> words) {
            Account account = node.getBean(Accounts.class)
                    .findById(UUID.fromString(words.get(0)))
                    .orElseThrow();
            return As.administrator()
                    .get(() -> node.getBean(Closures.class)
                            .close(account.id(), account.name(), "They moved away")
                            .id()
                            .toString());
        }
    }

    /** Answers where the chain of the audit is broken; nothing when it holds. */
    static class Verify implements Errand {

        @Override
        public String run(BeanFactory node, List<String> words) {
            Object broken = node.getBean(Chain.class).verify(null).broken();
            return broken == null ? "holds" : broken.toString();
        }
    }

    @Test
    void l16WhereverItDiesTheAccountIsErasedToItsEndOrWasNeverBegunToBeClosed() {
        System.out.printf("%d deaths, -Dbatuta.seed=%d%n", DEATHS, SEED);
        for (int step : someSteps(new Random(SEED))) {
            String login = "mark" + step + "x" + SEED;
            String account = node.lets(Errands.Enter.class, login);
            assertThat(ledger.tablesWith(login)).contains("account", "person");

            node.diesOf(CloseAndDie.class, String.valueOf(step), account);
            node = started();
            if (ledger.accountIs(account, "ACTIVE")) {
                node.lets(Close.class, account);
            }

            await("the account to be closed after step " + step)
                    .atMost(PATIENCE)
                    .until(() -> ledger.accountIs(account, "CLOSED"));
            assertThat(ledger.tablesWith(login)).as("after step " + step).isEmpty();
            assertThat(ledger.unfinished()).as("after step " + step).isEmpty();
            assertThat(node.lets(Verify.class)).isEqualTo("holds");
        }
    }

    private static List<Integer> someSteps(Random dice) {
        List<Integer> steps =
                new ArrayList<>(IntStream.rangeClosed(1, STEPS).boxed().toList());
        Collections.shuffle(steps, dice);
        return steps.subList(0, DEATHS);
    }
}
