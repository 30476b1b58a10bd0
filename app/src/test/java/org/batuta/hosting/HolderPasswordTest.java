package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.batuta.FirstDay;
import org.batuta.Traces;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.audit.Audit;
import org.batuta.orchestration.ServerState;
import org.batuta.orchestration.Servers;
import org.batuta.provider.As;
import org.batuta.provider.Customer;
import org.batuta.provider.Holder;
import org.batuta.provider.Letters;
import org.batuta.provider.MailProgram;
import org.batuta.provider.Trouble;
import org.batuta.security.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whoever uses a mailbox changes its password by the present one, without a login (C21); whoever guesses learns nothing,
 * changes nothing and bothers nobody.
 */
class HolderPasswordTest extends StoryTest {

    private static final String NEW = "another evening 18";
    private static final String GUESS = "a guess of nobody 19";

    /** The database looks for one after a second. */
    private static final Duration LONGER_THAN_A_DEADLOCK_IS_LEFT_ALONE = Duration.ofMillis(1500);

    @Autowired
    private JdbcClient sql;

    @Autowired
    private Audit audit;

    @Autowired
    private Servers servers;

    @Autowired
    private Transfers transfers;

    private Account other;
    private As receiver;
    private String domain;
    private String address;
    private UUID mailbox;
    private Holder holder;

    @BeforeEach
    void aMailbox() {
        domain = aDomain();
        address = "info@" + domain;
        assertEnds(customer.asksForMailbox("info", domain, 10, PASSWORD), Request.State.DONE);
        mailbox = customer.theService("mailboxes", address);
        other = cast.anAccount();
        receiver = As.owner(cast.aCustomer(other, Role.OWNER), other);
        holder = new Holder(new Visitor(port));
        Patience.withAll(application);
    }

    @AfterEach
    void theServerIsAsBefore() {
        provider.first().restoreLink();
        release();
    }

    @Test
    void c21K19TheHolderChangesItAndNothingOfThePasswordsIsKept() throws Exception {
        Letters letters = customer.letters();
        try (Traces traces = new Traces(application)) {
            assertThat(holder.visitor().get("/login").body()).contains("href=\"" + Holder.PAGE + "\"");
            assertThat(holder.visitor().get(Holder.PAGE).body())
                    .contains("autocomplete=\"current-password\"", "data-suggests=\"password\"")
                    .doesNotContain("??");

            String told = asks(" Info@" + domain + " ", PASSWORD, NEW);
            UUID request = newest();
            assertEnds(request, Request.State.DONE);
            assertThat(holder.visitor().get(told).body())
                    .contains("Your new password is in force")
                    .doesNotContain(address, "??");

            assertThat(program().logsIn(address, NEW)).isTrue();
            assertThat(program().logsIn(address, PASSWORD)).isFalse();
            assertThat(done(request))
                    .containsExactly("PROVE host1 DONE 1", "SET_PASSWORD host1 DONE 1", "CHECK host1 DONE 1");
            assertThat(administrator.walked(request)).contains("proveHolder", "noteProof", "takeTurn", "tellCustomer");

            assertThat(customer.serviceOf(request).passwordSetBy()).isEqualTo("*holder");
            assertThat(audit.of("service", mailbox).get(0).login()).isEqualTo("*holder");
            assertThat(page("/requests/" + request))
                    .contains("Somebody without a login asked for it", "Whoever asked knows the present password");
            assertThat(letters.text(address + ": the password was changed"))
                    .contains("set by somebody who had the password from before");

            assertThat(envelopesThatOpen(request)).isZero();
            for (String secret : List.of(NEW, PASSWORD, told.replaceAll(".*/", ""))) {
                assertThat(traces.tablesWith(secret)).as(secret).isEmpty();
                assertThat(traces.linesWith(secret)).as(secret).isEmpty();
            }
        }
    }

    @Test
    void c21AWrongPresentPasswordChangesNothingAndBothersNobody() throws Exception {
        Letters letters = customer.letters();
        Letters toStaff = Letters.toAdministrators();
        String told = asks(address, GUESS, NEW);
        UUID request = newest();
        assertEnds(request, Request.State.CANCELLED);
        assertThat(customer.request(request).reason()).isEqualTo("not-proven");
        assertThat(administrator.walked(request))
                .contains("proveHolder_unproven", "closeRequest_unproven")
                .doesNotContain("takeTurn", "decideNext");
        assertThat(envelopesThatOpen(request)).isZero();
        assertThat(done(request)).containsExactly("PROVE host1 SUPERSEDED 1");
        assertThat(page("/requests/" + request)).contains("Not the present password", "nobody showed the present");
        assertThat(holder.visitor().get(told).body()).contains("The password is being looked at");

        assertThat(program().logsIn(address, PASSWORD)).isTrue();
        assertThat(program().logsIn(address, NEW)).isFalse();
        assertEnds(customer.setsPassword(mailbox, NEW), Request.State.DONE);
        letters.text(address + ": the password was changed");
        assertThat(letters.subjects()).isSubsetOf(address + ": done", address + ": the password was changed");
        assertThat(toStaff.subjects()).isEmpty();
        assertThat(sql.sql("select count(*) from step where request_id = ? and incident_id is not null")
                        .param(request)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void c21WhateverIsWrongIsAnsweredTheSameAndAfterTheSameTime() {
        String wrong = answer(address, GUESS);
        assertThat(wrong).contains("The password is being looked at").doesNotContain(address, "??");
        assertThat(answer("nobody@" + domain, PASSWORD)).isEqualTo(wrong);
        assertThat(answer("no address at all", PASSWORD)).isEqualTo(wrong);
        assertThat(answer(domain, PASSWORD)).isEqualTo(wrong);
        assertEnds(newest(), Request.State.CANCELLED);

        UUID removal = customer.removes(mailbox);
        customer.awaits(removal, "window");
        assertThat(answer(address, PASSWORD)).isEqualTo(wrong);
        customer.cancels(removal);
        assertEnds(removal, Request.State.CANCELLED);

        provider.first().cutLink();
        assertThat(answer(address, PASSWORD)).isEqualTo(wrong);
        UUID unreachable = newest();
        assertEnds(unreachable, Request.State.CANCELLED);
        assertThat(customer.request(unreachable).reason()).isEqualTo("not-proven");
        assertThat(holder.visitor()
                        .get(Holder.PAGE + "/" + "A".repeat(43))
                        .body()
                        .replace("A".repeat(43), ""))
                .isEqualTo(wrong);
    }

    @Test
    void c21RefusesAtItsFieldWhatCannotBeReadBeforeAnythingIsTried() {
        assertThat(holder.sends("", PASSWORD, NEW, NEW).body()).contains("id=\"address-problem\"");
        assertThat(holder.sends(address, "", NEW, NEW).body()).contains("id=\"present-problem\"");
        assertThat(holder.sends(address, "a\0verifier\0b", NEW, NEW).body()).contains("id=\"present-problem\"");
        assertThat(holder.sends(address, PASSWORD, "short", "short").body())
                .contains("id=\"password-problem\"", "Between 10 and 128 characters", "value=\"" + address + "\"");
        assertThat(holder.sends(address, PASSWORD, NEW, NEW + "x").body())
                .contains("id=\"repeated-problem\"")
                .doesNotContain(PASSWORD, NEW);
        assertThat(asked()).isZero();
    }

    @Test
    void c21WhoGuessesWaitsForEachAddressAsAtTheLogin() {
        for (int i = 0; i < 8; i++) {
            asks("nobody@" + domain, GUESS + i, NEW);
        }
        assertThat(holder.sends("Nobody@" + domain, GUESS, NEW, NEW).body()).contains("Too many wrong passwords");
        Holder elsewhere = new Holder(new Visitor("[::1]", port));
        assertThat(elsewhere.sends("nobody@" + domain, GUESS, NEW, NEW).statusCode())
                .isEqualTo(302);
        asks(address, PASSWORD, NEW);
        assertEnds(newest(), Request.State.DONE);
    }

    @Test
    void c21GuessesHoldUpNobodyAndFillNoQueue() {
        drain();
        for (int i = 0; i < 12; i++) {
            Patience.withAll(application);
            asks(address, GUESS + i, NEW);
        }
        assertThat(asked()).isEqualTo(10);
        UUID guess = newest();
        assertThat(page("/requests/" + guess)).contains("Nothing is changed before it says so");
        UUID ours = customer.setsPassword(mailbox, NEW);
        assertEnds(guess, Request.State.SUPERSEDED);
        await("the guesses are gone").until(() -> envelopesThatOpen(guess) == 0 && proofs("state = 'PENDING'") == 0);
        asks(address, PASSWORD, GUESS);
        assertThat(newest()).isEqualTo(ours);
        release();
        assertEnds(ours, Request.State.DONE);
        assertThat(administrator.walked(guess)).contains("proveHolder_superseded", "stopOperations");
    }

    private int proofs(String which) {
        return sql.sql("select count(*) from operation where verb = 'PROVE' and service_id = ? and " + which)
                .param(mailbox)
                .query(Integer.class)
                .single();
    }

    @Test
    void c21AProofThatWaitsTooLongOrIsCancelledEndsQuietly() throws Exception {
        drain();
        asks(address, PASSWORD, NEW);
        UUID late = newest();
        administrator.letTimePass(late, "proveHolder_late");
        assertEnds(late, Request.State.CANCELLED);
        assertThat(customer.request(late).reason()).isEqualTo("not-proven");

        asks(address, PASSWORD, NEW);
        UUID cancelled = newest();
        customer.cancels(cancelled);
        assertEnds(cancelled, Request.State.CANCELLED);
        assertThat(customer.request(cancelled).reason()).isNull();
        assertThat(envelopesThatOpen(late) + envelopesThatOpen(cancelled)).isZero();
        release();
        assertThat(program().logsIn(address, PASSWORD)).isTrue();
    }

    @Test
    void c21AnEnvelopeThatIsGoneProvesNothing() throws Exception {
        drain();
        UUID request;
        asks(address, PASSWORD, NEW);
        request = newest();
        sql.sql("update envelope set expires_at = now() where scope = ? and purpose = 'prove'")
                .param(request)
                .update();
        release();
        assertEnds(request, Request.State.CANCELLED);
        assertThat(customer.request(request).reason()).isEqualTo("not-proven");
        assertThat(program().logsIn(address, NEW)).isFalse();
    }

    @Test
    void c21AProvenWishWaitsForItsTurnAndGoesThroughTheSameWay() throws Exception {
        UUID request;
        try (Trouble lock = Trouble.heldMailboxes(provider.first())) {
            customer.changes(mailbox, Customer.mailbox("info", domain, 20));
            asks(address, PASSWORD, NEW);
            request = newest();
            customer.awaits(request, "waits-for-turn");
            assertThat(customer.kinds(request)).contains("proven");
        }
        assertEnds(request, Request.State.DONE);
        assertThat(program().logsIn(address, NEW)).isTrue();
    }

    @Test
    void c21T41WhoGuessesHindersNoTransferAndTheServersWordComesTooLate() throws Exception {
        Letters toStaff = Letters.toAdministrators();
        UUID guess;
        UUID right;
        try (Trouble silence = Trouble.silentLogins(provider.first())) {
            asks(address, GUESS, NEW);
            guess = newest();
            asks(address, PASSWORD, NEW);
            right = newest();
            await("its proof").until(() -> proofs("state = 'RUNNING'") == 2);
            assertThat(accepted(offered())).isEqualTo(Transfer.State.MOVED);
        }
        for (UUID unproven : List.of(guess, right)) {
            assertEnds(unproven, Request.State.CANCELLED);
            assertThat(customer.request(unproven).reason()).isEqualTo("not-proven");
            assertThat(customer.request(unproven).accountId())
                    .isEqualTo(customer.account().id());
            assertThat(administrator.walked(unproven))
                    .contains("proveHolder_abort", "stopOperations")
                    .doesNotContain("noteProof");
            assertThat(envelopesThatOpen(unproven)).isZero();
        }
        assertThat(proofs("state <> 'SUPERSEDED'")).isZero();
        assertThat(toStaff.subjects()).isEmpty();
        MailProgram program = new MailProgram(provider.first().address());
        assertThat(program.logsIn(address, PASSWORD)).isTrue();
        assertThat(program.logsIn(address, NEW)).isFalse();
    }

    @Test
    void c21T41AProvenWishHindersATransferUntilItHasEnded() {
        UUID transfer = offered();
        UUID request;
        try (Trouble lock = Trouble.heldMailboxes(provider.first())) {
            asks(address, PASSWORD, NEW);
            request = newest();
            customer.awaits(request, "started");
            assertThat(accepted(transfer)).isEqualTo(Transfer.State.WAITING);
        }
        assertEnds(request, Request.State.DONE);
        assertThat(accepted(transfer)).isEqualTo(Transfer.State.MOVED);
    }

    @Test
    void c21T41AWishThatComesWhileItIsAcceptedIsOfWhoeverHasItThen(@Autowired TransactionTemplate transaction) {
        UUID transfer = offered();
        CompletableFuture<String> told = transaction.execute(status -> {
            assertThat(accepted(transfer)).isEqualTo(Transfer.State.MOVED);
            CompletableFuture<String> asking = CompletableFuture.supplyAsync(() -> asks(address, PASSWORD, NEW));
            awaitWaitingForService(Duration.ZERO);
            return asking;
        });
        assertThat(told.join()).isNotEmpty();
        assertThat(sql.sql("select account_id from request where service_id = ?")
                        .param(mailbox)
                        .query(UUID.class)
                        .single())
                .isEqualTo(other.id());
        await("its end")
                .atMost(Duration.ofMinutes(1))
                .until(() -> holder.visitor().get(told.join()).body().contains("Your new password is in force"));
    }

    @Test
    void c21T41TheServersWordThatComesWhileItIsAcceptedLosesToNobody(@Autowired TransactionTemplate transaction) {
        drain();
        asks(address, GUESS, NEW);
        UUID guess = newest();
        UUID transfer = offered();
        transaction.executeWithoutResult(status -> {
            sql.sql("select id from service where id = ? for update")
                    .param(mailbox)
                    .query(UUID.class)
                    .single();
            CompletableFuture.runAsync(this::release).join();
            awaitWaitingForService(LONGER_THAN_A_DEADLOCK_IS_LEFT_ALONE);
            assertThat(accepted(transfer)).isEqualTo(Transfer.State.MOVED);
        });
        assertEnds(guess, Request.State.CANCELLED);
        assertThat(envelopesThatOpen(guess)).isZero();
    }

    private void awaitWaitingForService(Duration since) {
        await("somebody who waits for a service")
                .atMost(Duration.ofSeconds(30))
                .until(() -> sql.sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                        + " and query like '%from service %'"
                                        + " and query_start < clock_timestamp() - make_interval(secs => ?)")
                                .param(since.toMillis() / 1000.0)
                                .query(Integer.class)
                                .single()
                        > 0);
    }

    private UUID offered() {
        Person owner = cast.aCustomer(customer.account(), Role.OWNER);
        UUID root = customer.theService("domains", domain);
        UUID transfer = As.owner(owner, customer.account())
                .get(() -> transfers.ask(root, Long.toString(other.number())).id());
        administrator.awaitsTime(transfer, "expired");
        return transfer;
    }

    private Transfer.State accepted(UUID transfer) {
        return receiver.get(() -> transfers.accept(transfer, null).state());
    }

    private void drain() {
        As.administrator().run(() -> servers.drain(provider.firstId(), "new disks"));
    }

    private void release() {
        As.administrator().run(() -> {
            if (servers.find(provider.firstId()).orElseThrow().state() == ServerState.DRAINING) {
                servers.resume(provider.firstId());
            }
        });
    }

    /** What is answered, without what is another one each time: its token and the token of forms. */
    private String answer(String who, String present) {
        long begun = System.nanoTime();
        String told = asks(who, present, NEW);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(FirstDay.HOLDER_ANSWER);
        return holder.visitor().get(told).body().replace(told.replaceAll(".*/", ""), "");
    }

    /** The page on which it is told what came of it. */
    private String asks(String who, String present, String password) {
        String told = holder.asks(who, present, password);
        assertThat(told).matches(Holder.PAGE + "/[A-Za-z0-9_-]{43}");
        return told;
    }

    private UUID newest() {
        return sql.sql("select id from request where service_id = ? order by asked_at desc, id desc limit 1")
                .param(mailbox)
                .query(UUID.class)
                .single();
    }

    private int asked() {
        return sql.sql("select count(*) from request where service_id = ? and asked_by = '*holder'")
                .param(mailbox)
                .query(Integer.class)
                .single();
    }

    private int envelopesThatOpen(UUID request) {
        return sql.sql("select count(*) from envelope where scope = ? and ciphertext is not null")
                .param(request)
                .query(Integer.class)
                .single();
    }

    private MailProgram program() {
        return new MailProgram(provider.first().address(), customer.toldOf(mailbox));
    }
}
