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
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.batuta.TriedOnce;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Accounts;
import org.batuta.accounts.People;
import org.batuta.hosting.Transfers;
import org.batuta.provider.As;
import org.batuta.provider.Holder;
import org.batuta.provider.MailProgram;
import org.batuta.provider.Trouble;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanFactory;

/**
 * {@code kill -9} of the application between the opening of an envelope and the success of what it was opened for: the
 * change ends well and the new password is the one that logs in (T03), also for whoever uses the mailbox (C21); and while
 * a domain with its mailbox goes to another account: all of it is one account's, and what somebody guessed ends (T41). At some of the commits of its work,
 * or at all of them when {@code -Dbatuta.faults=10000} says so.
 */
@TriedOnce
@WithServers
class KilledMailboxTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int STEPS = 40;
    private static final int STEPS_OF_A_TRANSFER = 8;
    private static final int DEATHS = Integer.getInteger("batuta.faults", 200) / 100;
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
        for (int step : someSteps(STEPS)) {
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

    @Test
    void c21WhenItDiesWhileThePresentPasswordIsProvenTheHoldersWishEndsWellAndItsPageTellsIt()
            throws MessagingException {
        List<String> before = ledger.passwordChanges();
        String told;
        try (Trouble silence = Trouble.silentLogins(machine)) {
            told = aHolderAsks(ADDRESS, present, "a holder's evening 19");
            awaitItsProof();
            node.kill();
        }
        startAgain();

        List<String> accepted = new ArrayList<>(ledger.passwordChanges());
        accepted.removeAll(before);
        assertThat(accepted).hasSize(1);
        assertThat(ledger.endOf(accepted.get(0))).isEqualTo("DONE");
        assertIsInForce("a holder's evening 19");
        assertThat(new Visitor(node.port()).get(told).body()).contains("Your new password is in force");
    }

    /** A service is offered by the owner of the first two words, login and account, to the account of the fourth. */
    static class Offer implements Errand {

        @Override
        public String run(BeanFactory node, List<String> words) {
            UUID service = Errands.customer(node, words).theService("domains", words.get(2));
            long number = account(node, words.get(3)).number();
            return owner(node, words)
                    .get(() -> node.getBean(Transfers.class).ask(service, Long.toString(number)))
                    .id()
                    .toString();
        }
    }

    /** It is accepted by the owner of the first two words, login and account. */
    static class Accept implements Errand {

        @Override
        public String run(BeanFactory node, List<String> words) {
            UUID transfer = UUID.fromString(words.get(2));
            return owner(node, words)
                    .get(() -> node.getBean(Transfers.class).accept(transfer, null))
                    .state()
                    .toString();
        }
    }

    /** {@link Accept} in a node that dies at the step of the first word. */
    static class AcceptAndDie implements Errand {

        @Override
        public String run(BeanFactory node, List<String> words) {
            Failpoint.dieAt(Integer.parseInt(words.get(0)));
            return new Accept().run(node, words.subList(1, words.size()));
        }
    }

    private static As owner(BeanFactory node, List<String> words) {
        return As.owner(
                node.getBean(People.class).findByLogin(words.get(0)).orElseThrow(), account(node, words.get(1)));
    }

    private static Account account(BeanFactory node, String id) {
        return node.getBean(Accounts.class).findById(UUID.fromString(id)).orElseThrow();
    }

    @Test
    void t41WhereverItDiesAllThatWasAcceptedIsOneAccountsAndTheTransferEnds() throws MessagingException {
        String domain = "killed-transfer.test";
        String inIt = "info@" + domain;
        List<String> giver = List.of("ada", account);
        List<String> taker = List.of("bob", node.lets(Errands.Enter.class, "bob"));
        String mailbox = node.lets(Errands.AskMailbox.class, "ada", account, domain, "a quiet evening 17");
        assertThat(ledger.endOf(mailbox)).isEqualTo("DONE");
        for (int step : someSteps(STEPS_OF_A_TRANSFER)) {
            String transfer = node.lets(Offer.class, giver.get(0), giver.get(1), domain, taker.get(1));
            await("the offer").atMost(PATIENCE).until(() -> ledger.awaitsAnswer(transfer));

            String guess;
            try (Trouble silence = Trouble.silentLogins(machine)) {
                guess = somebodyGuesses(inIt);
                node.diesOf(AcceptAndDie.class, String.valueOf(step), taker.get(0), taker.get(1), transfer);
            }
            startAgain();

            String holder = ledger.transferIs(transfer).equals("MOVED") ? taker.get(1) : giver.get(1);
            assertThat(ledger.belongings(domain)).containsExactly(holder + " " + inIt, holder + " " + domain);
            if (ledger.transferIs(transfer).equals("WAITING")) {
                assertThat(node.lets(Accept.class, taker.get(0), taker.get(1), transfer))
                        .isEqualTo("MOVED");
            }
            assertThat(ledger.belongings(domain))
                    .as("after step " + step)
                    .containsExactly(taker.get(1) + " " + inIt, taker.get(1) + " " + domain);
            await("the end of the transfer").atMost(PATIENCE).until(() -> !ledger.goesOn(transfer));
            await("the end of the guess").atMost(PATIENCE).until(() -> !ledger.goesOn(guess));
            assertThat(ledger.endOf(guess)).isEqualTo("CANCELLED");
            assertThat(ledger.openEnvelopes()).isZero();
            List<String> before = giver;
            giver = taker;
            taker = before;
        }
        assertThat(new MailProgram(machine.address()).logsIn(inIt, "a quiet evening 17"))
                .isTrue();
    }

    private static String aHolderAsks(String address, String present, String password) {
        return new Holder(new Visitor(node.port())).asks(address, present, password);
    }

    private static void awaitItsProof() {
        await("the question, with the password, at the mail server")
                .atMost(PATIENCE)
                .until(() -> !machine.processes("^doveadm auth test").isEmpty());
    }

    private static String somebodyGuesses(String address) {
        aHolderAsks(address, "a guess of the evening", "whatever I like 20");
        awaitItsProof();
        return ledger.lastPasswordChange();
    }

    private static void startAgain() {
        node = Node.start("anna", ledger.url(), data);
    }

    private static List<Integer> someSteps(int all) {
        List<Integer> steps =
                new ArrayList<>(IntStream.rangeClosed(1, all).boxed().toList());
        Collections.shuffle(steps, new Random(SEED));
        return steps.subList(0, Math.min(all, DEATHS));
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
