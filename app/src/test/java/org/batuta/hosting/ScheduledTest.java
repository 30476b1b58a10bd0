package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Supplier;
import org.batuta.kernel.Refusal;
import org.batuta.provider.Customer;
import org.batuta.provider.Letters;
import org.batuta.provider.Resolver;
import org.batuta.provider.Trouble;
import org.camunda.bpm.engine.ManagementService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A wish for a later time: it holds what it was asked for, begins then by itself, and can still be done now, or not (K14). */
class ScheduledTest extends StoryTest {

    private final String name = aName();
    private final Instant tomorrow = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
    private final Instant inAnHour = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);

    @Test
    void k14BeginsByItselfWhenItsTimeHasComeAndNeverEarlier() {
        Instant time = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MILLIS);
        UUID request = asksForDomain(time);
        assertThat(customer.awaits(request, "waits-for-time").args()).containsEntry("until", time.toString());

        assertEnds(request, Request.State.DONE);

        assertThat(customer.request(request).startedAt()).isAfterOrEqualTo(time);
        assertThat(customer.kinds(request)).startsWith("asked", "waits-for-time", "started");
        assertThat(Resolver.serves(provider.second(), name)).isTrue();
    }

    @Test
    void k14HoldsItsNameAndKeepsNobodyWaitingUntilItsTimeComes() {
        UUID request = asksForDomain(tomorrow);
        assertThat(administrator.awaitsTime(request, "timeCome").getDuedate()).isEqualTo(tomorrow);
        assertRefused("taken", () -> customer.asksForDomain(name));
        aDomain();
        assertThat(customer.kinds(request)).containsExactly("asked", "waits-for-time");
        assertThat(done(request)).isEmpty();

        administrator.letTimePass(request, "timeCome");

        assertEnds(request, Request.State.DONE);
    }

    @Test
    void k14IsCancelledWhileItWaitsAndItsNameIsFree() {
        Letters letters = customer.letters();
        UUID request = asksForDomain(tomorrow);

        customer.cancels(request);

        assertEnds(request, Request.State.CANCELLED);
        assertThat(customer.kinds(request)).containsExactly("asked", "waits-for-time", "cancel-asked", "ended");
        assertThat(letters.arrived()).containsExactly(name + ": cancelled");
        assertEnds(customer.asksForDomain(name), Request.State.DONE);
    }

    @Test
    void k14BeginsNowWhenTheCustomerSaysSo(@Autowired ManagementService jobs) {
        UUID request = asksForDomain(tomorrow);
        String instance = customer.request(request).processInstanceId();

        customer.begins(request);

        assertEnds(request, Request.State.DONE);
        assertThat(customer.kinds(request)).startsWith("asked", "waits-for-time", "begin-asked", "started");
        assertThat(jobs.createJobQuery().processInstanceId(instance).list()).isEmpty();
        assertThat(catchThrowableOfType(Refusal.class, () -> customer.begins(request)))
                .hasMessageContaining("not-scheduled");
    }

    @Test
    void k14ANewerChangeTakesItsPlace() {
        UUID service = customer.theService("domains", aDomain());
        UUID first = customer.changes(service, with(service, "192.0.2.1"), tomorrow);
        UUID second = customer.changes(service, with(service, "192.0.2.2"), inAnHour);
        assertEnds(first, Request.State.SUPERSEDED);

        UUID third = customer.changes(service, with(service, "192.0.2.3"));

        assertEnds(third, Request.State.DONE);
        assertEnds(second, Request.State.SUPERSEDED);
        assertThat(customer.kinds(second)).containsExactly("asked", "waits-for-time", "superseded");
        assertThat(administrator.walked(second)).contains("superseded_time");
        assertThat(Resolver.ask(provider.second(), "www." + nameOf(service), "A"))
                .containsExactly("192.0.2.3");
    }

    @Test
    void k14WaitsForItsTurnAndForItsParentWhenItsTimeHasCome() {
        UUID domain;
        UUID mailbox;
        UUID change;
        try (Trouble lock = Trouble.locked(provider.second())) {
            domain = customer.asksForDomain(name);
            awaitLock(domain);
            mailbox = asksForMailbox();
            change = customer.changes(customer.theService("domains", name), with("192.0.2.1"), inAnHour);
            administrator.letTimePass(mailbox, "timeCome");
            administrator.letTimePass(change, "timeCome");
            customer.awaits(mailbox, "waits-for-parent");
            customer.awaits(change, "waits-for-turn");
            assertThat(catchThrowableOfType(Refusal.class, () -> customer.begins(mailbox)))
                    .hasMessageContaining("not-scheduled");
        }
        assertEnds(domain, Request.State.DONE);
        assertEnds(mailbox, Request.State.DONE);
        assertEnds(change, Request.State.DONE);
    }

    @Test
    void k14IsToldThatTheServiceInWhichItShouldLiveIsGone() {
        UUID domain;
        UUID mailbox;
        Letters letters = customer.letters();
        try (Trouble lock = Trouble.locked(provider.second())) {
            domain = customer.asksForDomain(name);
            awaitLock(domain);
            mailbox = asksForMailbox();
            customer.cancels(domain);
        }
        assertEnds(domain, Request.State.UNDONE);
        assertEnds(mailbox, Request.State.CANCELLED);
        assertThat(customer.request(mailbox).reason()).isEqualTo("parent-gone");
        assertThat(customer.kinds(mailbox)).containsExactly("asked", "waits-for-time", "parent-gone", "ended");
        assertThat(letters.arrived(2))
                .containsExactlyInAnyOrder(name + ": cancelled", "info@" + name + ": could not be done");
    }

    @Test
    void k14NothingIsChangedBeforeItIsMadeNorWhenItIsNeverMade() {
        UUID made = asksForDomain(tomorrow);
        UUID change = customer.changes(customer.serviceOf(made).id(), with("192.0.2.1"));
        customer.awaits(change, "waits-for-turn");
        administrator.letTimePass(made, "timeCome");
        assertEnds(made, Request.State.DONE);
        assertEnds(change, Request.State.DONE);

        UUID never = customer.asksFor("domains", Customer.domain("never-" + name), null, tomorrow);
        UUID service = customer.serviceOf(never).id();
        assertRefused("not-made-yet", () -> customer.removes(service, tomorrow));
        UUID atOnce = customer.changes(service, with("never-" + name, "192.0.2.1"));
        customer.awaits(atOnce, "waits-for-turn");
        customer.cancels(never);
        assertEnds(never, Request.State.CANCELLED);
        assertEnds(atOnce, Request.State.CANCELLED);
        assertThat(customer.request(atOnce).reason()).isEqualTo("service-gone");
        assertThat(done(atOnce)).isEmpty();
    }

    @Test
    void k14ARemovalLeavesTheServiceAtWorkUntilItsTimeAndThenEndsWhatWaits() {
        UUID service = customer.theService("domains", aDomain());
        String served = nameOf(service);
        UUID removal = customer.removes(service, inAnHour);
        assertEnds(customer.changes(service, with(service, "192.0.2.1")), Request.State.DONE);
        UUID later = customer.changes(service, with(service, "192.0.2.2"), tomorrow);
        assertRefused(
                "removed-later", () -> customer.asksFor("mailboxes", Customer.mailbox("info", served, 10), PASSWORD));
        assertThat(customer.kinds(removal)).containsExactly("asked", "waits-for-time");

        administrator.letTimePass(removal, "timeCome");

        assertEnds(later, Request.State.SUPERSEDED);
        customer.awaits(removal, "window");
        assertThat(Resolver.serves(provider.first(), served)).isFalse();
        administrator.letTimePass(removal, "windowPassed");
        assertEnds(removal, Request.State.DONE);
    }

    @Test
    void k14ARemovalGivesWayToANewerOneOrIsCancelledWithoutEffect() {
        UUID service = customer.theService("domains", aDomain());
        UUID first = customer.removes(service, tomorrow);
        UUID second = customer.removes(service, inAnHour);
        assertEnds(first, Request.State.SUPERSEDED);
        customer.cancels(second);
        assertEnds(second, Request.State.CANCELLED);
        assertThat(customer.request(second).startedAt()).isNull();
        assertThat(customer.serviceOf(second).isActive()).isTrue();

        UUID third = customer.removes(service, inAnHour);
        UUID atOnce = customer.removes(service);
        assertEnds(third, Request.State.SUPERSEDED);
        customer.awaits(atOnce, "window");
        customer.cancels(atOnce);
        assertEnds(atOnce, Request.State.CANCELLED);
    }

    private UUID asksForDomain(Instant time) {
        return customer.asksFor("domains", Customer.domain(name), null, time);
    }

    private UUID asksForMailbox() {
        return customer.asksFor("mailboxes", Customer.mailbox("info", name, 10), PASSWORD, inAnHour);
    }

    private String nameOf(UUID service) {
        return customer.nameOf(service);
    }

    private String with(UUID service, String address) {
        return with(nameOf(service), address);
    }

    private String with(String address) {
        return with(name, address);
    }

    private static String with(String domain, String address) {
        return Customer.domain(
                domain, "{\"name\":\"www\",\"type\":\"A\",\"ttl\":0,\"value\":\"%s\"}".formatted(address));
    }

    private static void assertRefused(String code, Supplier<UUID> asking) {
        assertThat(catchThrowableOfType(Refusal.class, asking::get)).hasMessageContaining(code);
    }
}
