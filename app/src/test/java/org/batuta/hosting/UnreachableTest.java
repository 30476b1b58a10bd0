package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.orchestration.Operation;
import org.batuta.provider.Customer;
import org.batuta.provider.Resolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The second server cannot be reached for a while: its work waits, visibly, and nobody else's does. */
class UnreachableTest extends StoryTest {

    private String name;
    private String other;
    private UUID service;
    private Instant cut;

    @BeforeEach
    void aMailboxOnAnotherServerAndACutCable() {
        other = aDomain();
        assertEnds(customer.asksForMailbox("info", other, 10, PASSWORD), Request.State.DONE);
        service = customer.theService("mailboxes", "info@" + other);
        name = aName();
        provider.second().cutLink();
        cut = Instant.now();
    }

    @AfterEach
    void theCableIsBack() {
        provider.second().restoreLink();
    }

    @Test
    void k04WaitsTwoMinutesWithAVisibleNextTryAndEndsGreenByItself() {
        UUID domain = customer.asksForDomain(name);
        RequestEvent retry = customer.awaits(domain, "retry");
        assertThat(retry.args()).containsEntry("server", "host2").containsEntry("outcome", "UNREACHABLE");
        assertThat(Instant.parse(retry.args().get("until"))).isAfter(retry.at());
        assertThat(page("/requests/" + domain)).contains("host2 cannot be reached; it is tried again");

        assertEnds(customer.changes(service, Customer.mailbox("info", other, 20)), Request.State.DONE);
        await("two minutes without it").atMost(Duration.ofMinutes(3)).until(() -> {
            assertThat(customer.request(domain).state()).as("meanwhile").isEqualTo(Request.State.RUNNING);
            return Instant.now().isAfter(cut.plus(Duration.ofMinutes(2)));
        });
        provider.second().restoreLink();
        assertEnds(domain, Request.State.DONE);
        assertThat(Resolver.serves(provider.second(), name)).isTrue();
        assertThat(done(domain)).contains("APPLY host1 DONE 1");
    }

    @Test
    void fault32ACrowdWaitsForItBehindOneThatTriesAndIsDoneInOrderWhenItIsBack() {
        List<Wish> crowd = new ArrayList<>(List.of(new Wish(customer, customer.asksForDomain(name))));
        customer.awaits(crowd.get(0).domain, "retry");
        List<Customer> customers = List.of(customer, anotherCustomer(), anotherCustomer());
        for (int n = 0; n < 12; n++) {
            Customer next = customers.get(n % 3);
            crowd.add(new Wish(next, next.asksForDomain(aName())));
        }
        crowd.stream().skip(1).forEach(wish -> wish.by.awaits(wish.domain, "silent"));
        customer.awaits(crowd.get(0).domain, "retry", line -> crowd.get(0).tries() == 3);
        assertThat(crowd.stream().mapToLong(Wish::tries).sum())
                .as("tries of all")
                .isLessThanOrEqualTo(5);
        assertThat(page("/requests/" + crowd.get(1).domain))
                .contains("host2 does not answer; this waits until it does");
        assertThat(staff(StaffRole.ADMINISTRATOR)
                        .get("/desk/servers/" + provider.secondId())
                        .body())
                .contains("One operation at a time tries whether it is back");

        provider.second().restoreLink();

        crowd.forEach(wish -> assertThat(wish.by.endOf(wish.domain)).isEqualTo(Request.State.DONE));
        assertThat(crowd.stream().map(wish -> begunOnSecond(wish.domain))).isSorted();
    }

    private record Wish(Customer by, UUID domain) {
        private long tries() {
            return by.kinds(domain).stream().filter("retry"::equals).count();
        }
    }

    private Customer anotherCustomer() {
        Account account = cast.anAccount();
        return new Customer(application, cast.aCustomer(account, Role.OWNER), account);
    }

    private Instant begunOnSecond(UUID request) {
        Operation last = operations.ofRequest(request).stream()
                .filter(operation -> provider.secondId().equals(operation.serverId()))
                .findFirst()
                .orElseThrow();
        return Objects.requireNonNull(last.started());
    }

    @Test
    void t04CanBeCancelledWhileItWaits() {
        UUID domain = customer.asksForDomain(name);
        customer.awaits(domain, "retry");

        customer.cancels(domain);
        customer.awaits(domain, "undoing");
        provider.second().restoreLink();

        assertEnds(domain, Request.State.UNDONE);
        assertThat(administrator.walked(domain)).containsSubsequence("abortRetry", "aborted_waiting");
        assertThat(Resolver.serves(provider.first(), name)).isFalse();
    }
}
