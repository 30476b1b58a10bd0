package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.audit.Audit;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.batuta.provider.As;
import org.batuta.provider.Customer;
import org.batuta.provider.Letters;
import org.batuta.provider.MailProgram;
import org.batuta.provider.Resolver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A domain with its mailbox goes to another account, and goes on working there (T41). */
class TransferredTest extends StoryTest {

    private static final Pattern LINK = Pattern.compile("https?://[^/\\s]+(/set-again/[A-Za-z0-9_-]{43})");

    @Autowired
    private Transfers transfers;

    @Autowired
    private Audit audit;

    @Autowired
    private JdbcClient sql;

    private As giver;
    private As receiver;
    private Account other;
    private Customer another;
    private Visitor before;
    private Visitor afterwards;
    private String name;
    private String address;
    private UUID domain;
    private UUID mailbox;

    @BeforeEach
    void aDomainWithAMailbox() {
        Person owner = cast.aCustomer(customer.account(), Role.OWNER);
        giver = As.owner(owner, customer.account());
        before = at(owner);
        other = cast.anAccount();
        Person taking = cast.aCustomer(other, Role.OWNER);
        receiver = As.owner(taking, other);
        another = new Customer(application, taking, other);
        afterwards = at(taking);
        name = aDomain();
        address = "info@" + name;
        assertEnds(customer.asksForMailbox("info", name, 10, PASSWORD), Request.State.DONE);
        domain = customer.theService("domains", name);
        mailbox = customer.theService("mailboxes", address);
    }

    @Test
    void t41ItWorksOnAndIsItsNewOwnersAlone() throws Exception {
        Letters given = customer.letters();
        Letters taken = another.letters();
        UUID gone = another(customer.asksForMailbox("old", name, 10, PASSWORD));
        UUID transfer = offered();
        assertThat(taken.text(name + ": offered to you"))
                .contains(customer.account().name(), "14 days");
        assertThat(given.text(name + ": offered to account " + other.number())).contains("take it back now");
        assertThat(before.get("/services/" + domain).statusCode()).isEqualTo(200);
        assertThat(afterwards.get("/services/" + domain).statusCode()).isEqualTo(404);

        assertThat(accepted(transfer)).isEqualTo(Transfer.State.MOVED);

        for (UUID service : List.of(domain, mailbox, gone)) {
            assertThat(before.get("/services/" + service).statusCode()).isEqualTo(404);
            assertThat(afterwards.get("/services/" + service).statusCode()).isEqualTo(200);
            assertThat(catchThrowableOfType(NotFound.class, () -> customer.removes(service)))
                    .isNotNull();
        }
        assertThat(catchThrowableOfType(NotFound.class, () -> customer.setsPassword(mailbox, "never to be seen 1")))
                .isNotNull();
        MailProgram program = new MailProgram(provider.first().address());
        assertThat(program.logsIn(address, PASSWORD)).isTrue();
        assertThat(provider.servers()).allMatch(server -> Resolver.serves(server, name));

        assertEnds(another, another.setsPassword(mailbox, "a new owner's 18"));
        assertThat(program.logsIn(address, "a new owner's 18")).isTrue();
        assertThat(program.logsIn(address, PASSWORD)).isFalse();
        String text = "{\"name\":\"w\",\"type\":\"TXT\",\"ttl\":0,\"value\":\"mine now\"}";
        assertEnds(another, another.changes(domain, Customer.domain(name, text)));
        assertThat(Resolver.texts(provider.second(), "w." + name)).contains("mine now");
        assertEnds(another, another.asksForMailbox("next", name, 10, PASSWORD));

        assertThat(given.text(name + ": transferred to account " + other.number()))
                .contains("You see it no more");
        assertThat(taken.text(name + ": yours now")).contains(customer.account().name());
    }

    @Test
    void t41ThePastStaysWithWhoeverHadItAndIsToldInBothAudits() {
        UUID asked = newest(mailbox);
        UUID first = newest(domain);
        assertThat(accepted(offered())).isEqualTo(Transfer.State.MOVED);

        assertThat(page(before, "/requests/" + asked)).contains(address).doesNotContain("??");
        assertThat(afterwards.get("/requests/" + asked).statusCode()).isEqualTo(404);
        assertThat(customer.serviceOf(asked).state()).isEqualTo(Service.State.REMOVED);
        assertThat(customer.serviceOf(asked).accountId())
                .isEqualTo(customer.account().id());
        assertThat(page(before, "/services/" + customer.serviceOf(asked).id()))
                .contains("Its requests stay here")
                .doesNotContain("??");
        assertThat(page(before, "/services/" + customer.serviceOf(first).id()))
                .contains("Its requests stay here", "Transfer of " + name, "Moved")
                .doesNotContain("??");
        assertThat(page(afterwards, "/services/" + mailbox)).doesNotContain("Set up", "??");
        assertThat(sql.sql("select password_set_by is null from service where id = ?")
                        .param(mailbox)
                        .query(Boolean.class)
                        .single())
                .isTrue();
        for (UUID account : List.of(customer.account().id(), other.id())) {
            assertThat(audit.of("service", domain))
                    .filteredOn(entry -> account.equals(entry.accountId()))
                    .anySatisfy(entry -> {
                        assertThat(entry.action()).isEqualTo("transfer.move");
                        assertThat(entry.login()).isEqualTo(receiver.acting().login());
                        assertThat(entry.before())
                                .contains(Long.toString(customer.account().number()));
                        assertThat(entry.after())
                                .contains(
                                        Long.toString(other.number()),
                                        giver.acting().login());
                        assertThat(entry.processInstance()).isNotNull();
                    });
        }
    }

    @Test
    void t41AnEarlierLinkToItsPasswordOpensNothing() {
        Letters letters = customer.letters();
        asksTooLate(mailbox, name, "never to be seen 1");
        Matcher link = LINK.matcher(letters.text(address + ": please set the password again"));
        assertThat(link.find()).isTrue();
        Visitor reader = new Visitor(port);
        assertThat(reader.get(link.group(1)).statusCode()).isEqualTo(200);

        assertThat(accepted(offered())).isEqualTo(Transfer.State.MOVED);

        Map<String, String> chosen = Map.of("password", "not mine any more 3", "repeated", "not mine any more 3");
        assertThat(reader.get(link.group(1)).statusCode()).isEqualTo(404);
        assertThat(reader.post(link.group(1), chosen).statusCode()).isEqualTo(404);
        assertThat(requests(mailbox)).isEmpty();
    }

    @Test
    void t41WhatIsRemovedMeanwhileMovesToNobody() {
        Letters given = customer.letters();
        String other = aDomain();
        domain = customer.theService("domains", other);
        UUID transfer = offered();
        UUID removal = customer.removes(domain);
        customer.awaits(removal, "window");
        assertThat(accepted(transfer)).isEqualTo(Transfer.State.WAITING);
        assertThat(given.text(other + ": could not move now")).contains("something was being done with it");

        administrator.letTimePass(removal, "windowPassed");

        assertEnds(removal, Request.State.DONE);
        assertThat(given.text(other + ": not transferred")).contains("it was removed");
        assertThat(page(afterwards, "/transfers/" + transfer)).contains("Not possible", "It was removed");
        assertThat(catchThrowableOfType(Refusal.class, () -> accepted(transfer)))
                .hasMessageContaining("transfer.over");
    }

    @Test
    void t41AcceptedByManyAtOnceItMovesOnce() {
        UUID transfer = offered();

        List<CompletableFuture<Transfer.State>> all = IntStream.range(0, 6)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> accepted(transfer))
                        .exceptionally(refused -> Transfer.State.IMPOSSIBLE))
                .toList();

        assertThat(all.stream().map(CompletableFuture::join).toList()).containsOnlyOnce(Transfer.State.MOVED);
        assertThat(sql.sql("select count(*) from service where name = ?")
                        .param(name)
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void t41WhoeverHadItIsErasedAndItWorksOn() {
        assertThat(accepted(offered())).isEqualTo(Transfer.State.MOVED);
        Farewell farewell = new Farewell(application);

        farewell.begin(customer.account(), "They moved away");
        farewell.awaitsClosed(customer.account());

        assertThat(provider.servers()).allMatch(server -> Resolver.serves(server, name));
        assertThat(page(afterwards, "/services/" + domain)).contains("It works");
        assertEnds(another, another.setsPassword(mailbox, "a new owner's 18"));
    }

    @Test
    void t41WhoeverTookItIsErasedAndThePastStaysWithWhoeverHadIt() {
        UUID asked = newest(mailbox);
        assertThat(accepted(offered())).isEqualTo(Transfer.State.MOVED);
        Farewell farewell = new Farewell(application);

        farewell.begin(other, "They moved away");
        farewell.awaitsClosed(other);

        assertThat(provider.servers()).noneMatch(server -> Resolver.serves(server, name));
        assertThat(page(before, "/requests/" + asked)).contains(address);
    }

    private UUID offered() {
        UUID transfer = giver.get(
                () -> transfers.ask(domain, Long.toString(other.number())).id());
        administrator.awaitsTime(transfer, "expired");
        return transfer;
    }

    private Transfer.State accepted(UUID transfer) {
        return receiver.get(() -> transfers.accept(transfer, null).state());
    }

    private UUID another(UUID request) {
        assertEnds(request, Request.State.DONE);
        return customer.serviceOf(request).id();
    }

    private static void assertEnds(Customer customer, UUID request) {
        assertThat(customer.endOf(request)).as(() -> customer.story(request)).isEqualTo(Request.State.DONE);
    }

    private UUID newest(UUID service) {
        return requests(service).get(0);
    }

    /** The newest first. */
    private List<UUID> requests(UUID service) {
        return sql.sql("select id from request where service_id = ? order by asked_at desc, id desc")
                .param(service)
                .query(UUID.class)
                .list();
    }

    private static String page(Visitor visitor, String path) {
        return visitor.get(path).body().replaceAll("(?s)<[^>]*>", " ").replaceAll("\\s+", " ");
    }
}
