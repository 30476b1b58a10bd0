package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.accounts.Role;
import org.batuta.hosting.Comparison.Cut;
import org.batuta.provider.As;
import org.batuta.provider.Inspector;
import org.batuta.provider.Trouble;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What can befall a comparison, and what follows it: each branch that is drawn. */
class ComparisonTroubleTest extends StoryTest {

    private static final String HANGS = "sleep 4731";

    @Autowired
    private Transfers transfers;

    private Inspector inspector;
    private UUID server;
    private UUID service;
    private Trouble apply;

    @BeforeEach
    void aServiceThatWorks() {
        inspector = new Inspector(application);
        server = provider.firstId();
        apply = Trouble.instead(provider.first(), "apply", "exit 0");
        String name = aName();
        assertEnds(customer.asksFor("stubborn", "{\"name\":\"%s\"}".formatted(name), null), Request.State.DONE);
        service = customer.theService("stubborn", name);
    }

    @AfterEach
    void theServerIsAsBeforeAndNobodyIsAsked() {
        provider.first().exec("rm", "-f", "/root/unseen").orFail();
        try (Trouble check = Trouble.instead(provider.first(), "check", "exit 0")) {
            inspector.compares(service);
        } finally {
            apply.close();
        }
        assertThat(inspector.drift(service, server)).isEmpty();
    }

    @Test
    void aCheckThatCannotTellIsNoDifference() {
        try (Trouble check = Trouble.instead(provider.first(), "check", "echo locked >&2; exit 3")) {
            Comparison missed = inspector.compares(service, server);

            assertThat(missed.uncompared()).isOne();
            assertThat(missed.differing()).isZero();
            assertThat(administrator.walked(missed.id())).contains("compareServices_refused");
        }
    }

    @Test
    void aCheckOfWhichNobodySawTheEndIsNoDifference() {
        try (Trouble check = Trouble.instead(provider.first(), "check", """
                read -r _ _ executor _ <"/var/lib/batuta/operations/$BATUTA_OPERATION.journal"
                kill -KILL "$executor"
                sleep 60""")) {
            Comparison missed = inspector.compares(service, server);

            assertThat(missed.uncompared()).isOne();
            assertThat(administrator.walked(missed.id())).contains("compareServices_lost");
        }
    }

    @Test
    void oneThatHangsIsEndedByAPersonAndDead() {
        try (Trouble check = Trouble.instead(provider.first(), "check", HANGS)) {
            UUID hanging = hangs();

            Comparison ended = inspector.ends(hanging);

            assertThat(ended.cut()).isEqualTo(Cut.STOPPED);
            assertThat(ended.stoppedBy()).isEqualTo("admin");
            assertThat(ended.uncompared()).isOne();
            assertThat(provider.first().processes(HANGS)).isEmpty();
            assertThat(administrator.walked(hanging))
                    .containsSubsequence("compareServices_abort", "stopOperations", "noteFindings_cut");
        }
    }

    @Test
    void oneThatHangsIsEndedByTheClockAndDead() {
        try (Trouble check = Trouble.instead(provider.first(), "check", HANGS)) {
            UUID hanging = hangs();

            administrator.letTimePass(hanging, "compareServices_late");

            Comparison ended = inspector.endOf(hanging);
            assertThat(ended.cut()).isEqualTo(Cut.UNREACHABLE);
            assertThat(ended.uncompared()).isOne();
            assertThat(provider.first().processes(HANGS)).isEmpty();
            assertThat(administrator.walked(hanging))
                    .containsSubsequence("compareServices_late", "expireOperations", "noteFindings_cut");
        }
    }

    @Test
    void aRepairThatIsGivenUpWaitsForAnotherAnswer() {
        try (Trouble check = Trouble.instead(provider.first(), "check", "echo it is not there; exit 1")) {
            UUID asking = differs();
            apply.close();
            try (Trouble refusing = Trouble.instead(provider.first(), "apply", "echo no >&2; exit 1")) {
                inspector.answers(service, server, "repair");
                Task repair = administrator.isAsked(asking, "repairOperation");
                assertThat(repair.getName()).contains("host1");

                administrator.chooses(repair, "abort");

                inspector.awaits(service, server, Drift.State.OPEN);
                inspector.isAsked(server);
                assertThat(administrator.walked(asking))
                        .containsSubsequence("runOperation_aborted", "noteRepair_aborted", "settleDrift");
            }
        }
    }

    @Test
    void aRepairThatIsPlannedAnewIsDone() {
        try (Trouble check = Trouble.instead(provider.first(), "check", "[[ -e /root/unseen ]]")) {
            UUID asking = differs();
            apply.close();
            Task repair;
            try (Trouble refusing = Trouble.instead(provider.first(), "apply", "exit 1")) {
                inspector.answers(service, server, "repair");
                repair = administrator.isAsked(asking, "repairOperation");
            }
            try (Trouble mended = Trouble.instead(provider.first(), "apply", "touch /root/unseen")) {
                administrator.chooses(repair, "revised");

                inspector.awaitsRight(service, server);
                assertThat(administrator.walked(asking)).contains("runOperation_revised", "noteRepair", "settled");
            }
        }
    }

    @Test
    void whatIsNotRightAfterItsRepairIsAskedAboutAgain() {
        try (Trouble check = Trouble.instead(provider.first(), "check", "echo it is not there; exit 1")) {
            UUID asking = differs();

            inspector.answers(service, server, "repair");
            administrator.chooses(administrator.isAsked(asking, "repairOperation"), "skip");

            inspector.awaits(service, server, Drift.State.OPEN);
            assertThat(done(asking)).contains("APPLY host1 DONE 1", "CHECK host1 REFUSED 1");
        }
    }

    @Test
    void aRequestWaitsUntilTheRepairHasEnded() {
        try (Trouble check = Trouble.instead(provider.first(), "check", "echo it is not there; exit 1")) {
            UUID asking = differs();
            inspector.answers(service, server, "repair");
            Task repair = administrator.isAsked(asking, "repairOperation");

            UUID removal = customer.removes(service);

            customer.awaits(removal, "waits-for-repair");
            assertThat(inspector.drift(service, server))
                    .get()
                    .extracting(Drift::state)
                    .isEqualTo(Drift.State.REPAIRING);
            customer.cancels(removal);
            assertThat(customer.endOf(removal)).isEqualTo(Request.State.CANCELLED);

            UUID another = customer.removes(service);
            customer.awaits(another, "waits-for-repair");
            administrator.chooses(repair, "abort");
            customer.awaits(another, "started");
            customer.awaits(another, "window");
            customer.cancels(another);
            assertThat(customer.endOf(another)).isEqualTo(Request.State.CANCELLED);
        }
    }

    /** Found to differ, and a person is asked. */
    private UUID differs() {
        assertThat(inspector.compares(service, server).differing()).isOne();
        return inspector.asking(server);
    }

    @Test
    void k09T41WhatMovedToAnotherAccountMeanwhileIsNoDifference() {
        Account other = cast.anAccount();

        Comparison ended = comparedWhile(() -> moves(customer.account(), other));

        assertThat(ended.changing()).isOne();
        assertThat(ended.differing()).isZero();
        assertThat(inspector.drift(service, server)).isEmpty();
    }

    @Test
    void k09T41WhatMovedThereAndBackMeanwhileIsNoDifference() {
        Account other = cast.anAccount();

        Comparison ended = comparedWhile(() -> {
            moves(customer.account(), other);
            moves(other, customer.account());
        });

        assertThat(ended.changing()).isOne();
        assertThat(ended.differing()).isZero();
        assertThat(inspector.drift(service, server)).isEmpty();
    }

    private Comparison comparedWhile(Runnable meanwhile) {
        try (Trouble check = Trouble.instead(provider.first(), "check", HANGS + " || echo it is not there; exit 1")) {
            UUID hanging = hangs();
            meanwhile.run();
            provider.first().exec("pkill", "-xf", HANGS).orFail();
            return inspector.endOf(hanging);
        }
    }

    private void moves(Account from, Account to) {
        As giver = As.owner(cast.aCustomer(from, Role.OWNER), from);
        As receiver = As.owner(cast.aCustomer(to, Role.OWNER), to);
        UUID transfer = giver.get(
                () -> transfers.ask(service, Long.toString(to.number())).id());
        administrator.awaitsTime(transfer, "expired");
        assertThat(receiver.get(() -> transfers.accept(transfer, null).state())).isEqualTo(Transfer.State.MOVED);
    }

    private UUID hangs() {
        UUID begun = inspector.begins(service).get(0).id();
        await("the check that hangs")
                .until(() -> !provider.first().processes(HANGS).isEmpty());
        return begun;
    }
}
