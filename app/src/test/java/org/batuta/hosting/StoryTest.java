package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.orchestration.Evidences;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.Operations;
import org.batuta.provider.Administrator;
import org.batuta.provider.Customer;
import org.batuta.provider.Trouble;
import org.batuta.provider.Working;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A story that begins with a new customer of a provider at work. */
@BatutaTest
@WithServers
abstract class StoryTest {

    static final String PASSWORD = "a quiet evening 17";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Autowired
    BeanFactory application;

    @Autowired
    Operations operations;

    @Autowired
    Evidences evidences;

    @Autowired
    Cast cast;

    @LocalServerPort
    int port;

    Working provider;
    Administrator administrator;
    Customer customer;

    @BeforeEach
    void aCustomerOfAWorkingProvider() {
        provider = Working.on(application);
        administrator = new Administrator(application);
        Account account = cast.anAccount();
        customer = new Customer(application, cast.aCustomer(account, Role.OWNER), account);
    }

    /** A name that no other test has. */
    static String aName() {
        return "story" + NUMBER.incrementAndGet() + ".test";
    }

    /** A domain that works. */
    String aDomain() {
        String name = aName();
        assertEnds(customer.asksForDomain(name), Request.State.DONE);
        return name;
    }

    void assertEnds(UUID request, Request.State state) {
        assertThat(customer.endOf(request)).as(() -> customer.story(request)).isEqualTo(state);
    }

    /** What the request has had for servers, as {@code APPLY host1 DONE 1}: verb, server, state, attempts. */
    List<String> done(UUID request) {
        return operations.ofRequest(request).stream()
                .filter(operation -> operation.serverId() != null)
                .map(this::told)
                .toList();
    }

    private String told(Operation operation) {
        return operation.verb() + " " + serverOf(operation) + " " + operation.state() + " " + operation.attempts();
    }

    String serverOf(Operation operation) {
        return provider.firstId().equals(operation.serverId())
                ? provider.first().name()
                : provider.second().name();
    }

    /** The words of a page as the customer reads them. */
    String page(String path) {
        return asCustomer().get(path).body().replaceAll("(?s)<[^>]*>", " ").replaceAll("\\s+", " ");
    }

    /** Somebody else of the customer's account, logged in. */
    Visitor asCustomer() {
        return at(cast.aCustomer(customer.account(), Role.OWNER));
    }

    /** A new member of the staff, logged in. */
    Visitor staff(StaffRole role) {
        return at(cast.aMemberOfStaff(role));
    }

    /** This person, logged in. */
    Visitor at(Person person) {
        Visitor visitor = new Visitor(port);
        visitor.login(person.login(), Visitor.PASSWORD);
        return visitor;
    }

    /** Every look from outside comes, without waiting for its time, until a person is asked. */
    Task looksInVain(UUID request) {
        RequestEvent again = customer.awaits(request, "probe-again");
        assertThat(Instant.parse(again.args().get("until"))).isAfter(again.at());
        for (int looks = 1; looks < 6; looks++) {
            administrator.letTimePass(request, "lookTime");
        }
        return administrator.isAsked(request, "repairProbe");
    }

    /** A wish for another password of {@code info} in this domain; when its turn comes, its envelope is gone. */
    UUID asksTooLate(UUID mailbox, String domain, String password) {
        UUID late;
        try (Trouble lock = Trouble.heldMailboxes(provider.first())) {
            customer.changes(mailbox, Customer.mailbox("info", domain, 20));
            late = customer.setsPassword(mailbox, password);
            customer.awaits(late, "waits-for-turn");
            application
                    .getBean(JdbcClient.class)
                    .sql("update envelope set expires_at = now() where id = ?")
                    .param(customer.request(late).envelopeId())
                    .update();
        }
        assertEnds(late, Request.State.UNDONE);
        return late;
    }

    /** Waits until the script of a domain stands at the second server's lock, which somebody else holds. */
    void awaitLock(UUID request) {
        awaitLock(request, provider.second());
    }

    /** Waits until the script of a domain stands at the lock of this server. */
    void awaitLock(UUID request, TestServer server) {
        customer.awaits(
                request,
                "step-started",
                line -> server.name().equals(line.args().get("server")));
        await("the script at the lock")
                .until(() -> !server.processes("^flock -w 20 9").isEmpty());
    }
}
