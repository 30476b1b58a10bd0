package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.batuta.provider.Letters;
import org.batuta.provider.Policy;
import org.batuta.provider.Trouble;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the failure policy decides without a person, in the shipped table and in one that a provider has changed. */
class PolicyTest extends StoryTest {

    private static final String FATAL = "exit " + Policy.FATAL;

    private final String name = aName();
    private Policy policy;

    @BeforeEach
    void theProviderHasChangedIt() {
        policy = new Policy(application);
    }

    @AfterEach
    void itIsAsItWasShipped() {
        policy.close();
        provider.first().exec("rm", "-f", "/root/calm").orFail();
    }

    @Test
    void goesOnWithoutAStep() {
        UUID request;
        try (Trouble apply = Trouble.instead(provider.first(), "apply", "exit " + Policy.SKIPPED)) {
            request = asks();
            assertEnds(request, Request.State.DONE);
        }
        assertThat(customer.kinds(request)).contains("skipped").doesNotContain("repair");
        assertThat(done(request)).containsExactly("APPLY host1 REFUSED 1");
    }

    /** A fault of ours is no reason to forget how a script ended, or to ask the server for ever. */
    @Test
    void aTableWithAMistakeDelaysWhatFollowsAndLosesNothing() {
        try (Trouble apply = Trouble.instead(provider.first(), "apply", "exit " + Policy.UNDECIDED)) {
            UUID request = asks();
            await("how it ended")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> done(request).equals(List.of("APPLY host1 REFUSED 1")));

            policy.close();

            Task task = administrator.isAsked(request, "repairOperation");
            apply.mend();
            provider.first().exec("touch", "/root/calm").orFail();
            administrator.chooses(task, "retry");
            assertEnds(request, Request.State.DONE);
            assertThat(done(request)).containsExactly("APPLY host1 DONE 2");
        }
    }

    @Test
    void t04FailsARequestWhichIsThenUndone() {
        UUID request;
        Letters letters = customer.letters();
        try (Trouble apply = Trouble.instead(provider.first(), "apply", FATAL)) {
            request = asks();
            assertEnds(request, Request.State.UNDONE);
        }
        assertThat(customer.kinds(request)).doesNotContain("repair");
        assertThat(customer.request(request).reason()).isEqualTo("failed");
        assertThat(done(request)).containsExactly("APPLY host1 SUPERSEDED 1", "REMOVE host1 DONE 1");
        assertThat(letters.arrived()).containsExactly(name + ": could not be done");
    }

    @Test
    void givesUpAnUndoAndTheRequestSaysSo() {
        try (Trouble apply = Trouble.instead(provider.first(), "apply", FATAL);
                Trouble remove = Trouble.instead(provider.first(), "remove", FATAL)) {
            UUID request = asks();

            assertEnds(request, Request.State.NOT_UNDONE);

            assertThat(done(request)).containsExactly("APPLY host1 SUPERSEDED 1", "REMOVE host1 REFUSED 1");
            assertThat(customer.serviceOf(request).state()).isEqualTo(Service.State.SUSPENDED);
        }
    }

    @Test
    void givesUpToStopAServiceAndToStartItAgain() {
        UUID service = aServiceAtWork();
        try (Trouble apply = Trouble.instead(provider.first(), "apply", FATAL)) {
            UUID removal = customer.removes(service);

            assertEnds(removal, Request.State.NOT_UNDONE);

            assertThat(done(removal)).containsExactly("APPLY host1 SUPERSEDED 1", "APPLY host1 REFUSED 1");
        }
    }

    @Test
    void givesUpToDeleteAServiceWhichKeepsItsName() {
        UUID service = aServiceAtWork();
        try (Trouble remove = Trouble.instead(provider.first(), "remove", FATAL)) {
            UUID removal = customer.removes(service);
            administrator.letTimePass(removal, "windowPassed");

            assertEnds(removal, Request.State.NOT_UNDONE);

            assertThat(customer.serviceOf(removal).state()).isEqualTo(Service.State.SUSPENDED);
        }
    }

    /** Shipped so: a key that was destroyed does not come back by trying again. */
    @Test
    void failsAPasswordThatNobodyCanOpenAnyMore(@Autowired JdbcClient sql) {
        String domain = aName();
        UUID mailbox;
        try (Trouble lock = Trouble.locked(provider.second())) {
            awaitLock(customer.asksForDomain(domain));
            mailbox = customer.asksForMailbox("info", domain, 10, PASSWORD);
            customer.awaits(mailbox, "waits-for-parent");
            sql.sql("update envelope set ciphertext = null where scope = ?")
                    .param(mailbox)
                    .update();
        }

        assertEnds(mailbox, Request.State.UNDONE);

        assertThat(done(mailbox))
                .containsExactly("APPLY host1 DONE 1", "SET_PASSWORD host1 SUPERSEDED 1", "REMOVE host1 DONE 1");
        assertThat(customer.kinds(mailbox)).doesNotContain("repair");
    }

    private UUID aServiceAtWork() {
        provider.first().write("/root/calm", "");
        UUID request = asks();
        assertEnds(request, Request.State.DONE);
        return customer.serviceOf(request).id();
    }

    private UUID asks() {
        return customer.asksFor("stubborn", "{\"name\":\"%s\"}".formatted(name), null);
    }
}
