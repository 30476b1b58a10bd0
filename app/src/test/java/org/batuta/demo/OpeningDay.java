package org.batuta.demo;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.batuta.Cast;
import org.batuta.accounts.Account;
import org.batuta.accounts.Accounts;
import org.batuta.accounts.People;
import org.batuta.accounts.Person;
import org.batuta.accounts.Registrar;
import org.batuta.accounts.StaffRole;
import org.batuta.demo.Welcome.Login;
import org.batuta.orchestration.Enrolment;
import org.batuta.orchestration.Role;
import org.batuta.provider.As;
import org.batuta.provider.Provider;
import org.batuta.servers.TestServer;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.data.domain.PageRequest;

/**
 * The first day of a provider: people who log in, two enrolled servers, a customer's first wishes. On every later day
 * all that is there already, and only the passwords of the people are new.
 */
final class OpeningDay {

    private static final String CUSTOMER = "Corner Bakery";

    private final BeanFactory application;
    private final Registrar registrar;
    private final People people;
    private final Accounts accounts;
    private final Consumer<String> news;

    OpeningDay(BeanFactory application, Consumer<String> news) {
        this.application = application;
        this.registrar = application.getBean(Registrar.class);
        this.people = application.getBean(People.class);
        this.accounts = application.getBean(Accounts.class);
        this.news = news;
    }

    Welcome of(List<TestServer> servers) {
        var logins = List.of(
                login("customer", "Carla Baker"), login("admin", "Ada Admin"), login("manager", "Mona Manager"));
        registrar.appoint(person("admin"), StaffRole.ADMINISTRATOR);
        registrar.appoint(person("manager"), StaffRole.MANAGER);
        As customer = As.owner(person("customer"), account());
        enrol(servers);
        var wishes = new FirstWishes(application, customer, account().id(), news);
        return new Welcome(logins, wishes.askAndLook(), servers.get(0).address());
    }

    private Login login(String login, String name) {
        String password = Passwords.fresh();
        people.findByLogin(login)
                .ifPresentOrElse(
                        person -> registrar.changePassword(person, password),
                        () -> registrar.addPerson(login, name, login + "@example.org", password));
        return new Login(login, password);
    }

    private Person person(String login) {
        return people.findByLogin(login).orElseThrow();
    }

    private Account account() {
        return accounts.matching(CUSTOMER.toLowerCase(Locale.ROOT), PageRequest.ofSize(1)).stream()
                .findFirst()
                .orElseGet(this::openAccount);
    }

    private Account openAccount() {
        Account account = Cast.active(registrar, CUSTOMER);
        registrar.join(person("customer"), account, org.batuta.accounts.Role.OWNER);
        return account;
    }

    private void enrol(List<TestServer> servers) {
        news.accept("Enrolling the servers ...");
        var provider = new Provider(application);
        var second =
                CompletableFuture.runAsync(() -> enrol(provider, servers.get(1), Map.of("domains", Role.SECONDARY)));
        enrol(
                provider,
                servers.get(0),
                Map.of("domains", Role.PRIMARY, "mailboxes", Role.PRIMARY, "systemusers", Role.PRIMARY));
        second.join();
    }

    /** The scripts of this release are brought along, in case another one enrolled the server. */
    private void enrol(Provider provider, TestServer server, Map<String, Role> carries) {
        UUID id = provider.enrol(server, carries);
        try {
            application.getBean(Enrolment.class).installRunner(id);
        } catch (Enrolment.Failed e) {
            throw new IllegalStateException(server + " does not take the scripts of this release", e);
        }
    }
}
