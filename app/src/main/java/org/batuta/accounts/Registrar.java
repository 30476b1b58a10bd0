package org.batuta.accounts;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.batuta.audit.Audit;
import org.batuta.audit.Subject;
import org.batuta.kernel.PlainText;
import org.batuta.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes accounts and persons into the books, and what it wrote into the audit. Whoever lets people in here has checked
 * that they may, as {@link Reception} does for the desk.
 */
@Component
public class Registrar {

    private static final Pattern LOGIN = Pattern.compile("[a-z][a-z0-9._-]{1,39}");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"]{1,64}@[^\\s@<>\"]{1,190}");
    private static final int MAX_NAME = 120;

    private final Accounts accounts;
    private final People people;
    private final Memberships memberships;
    private final Contacts contacts;
    private final LoginSessions sessions;
    private final PasswordEncoder passwords;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Registrar(
            Accounts accounts,
            People people,
            Memberships memberships,
            Contacts contacts,
            LoginSessions sessions,
            PasswordEncoder passwords,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.accounts = accounts;
        this.people = people;
        this.memberships = memberships;
        this.contacts = contacts;
        this.sessions = sessions;
        this.passwords = passwords;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** Opens an account with the next customer number. */
    @Transactional
    public Account openAccount(String name, Account.Kind kind, Locale language) {
        requireName(name);
        Account account = accounts.save(new Account(accounts.nextNumber(), name, kind, language, clock.instant()));
        audit.record("account.open", "account", account.id(), null, Map.of("number", account.number(), "name", name));
        return account;
    }

    /** Notes that the account is suspended; what follows for its services is for others to do. */
    @Transactional
    public void suspend(Account account, String reason) {
        accounts.lock(account.id()).orElseThrow().suspend();
        audit.record("account.suspend", "account", account.id(), null, Map.of("reason", reason));
    }

    /** Notes that the account is active again. */
    @Transactional
    public void resume(Account account) {
        accounts.lock(account.id()).orElseThrow().resume();
        audit.record("account.resume", "account", account.id(), null, null);
    }

    /** Notes that the account is being closed; what follows for its services is for others to do. */
    @Transactional
    public void beginClosing(Account account, String reason) {
        accounts.lock(account.id()).orElseThrow().beginClosing();
        audit.record("account.close", "account", account.id(), null, Map.of("reason", reason));
    }

    /** Notes that the account is not closed after all, and goes on as it was before. */
    @Transactional
    public void stopClosing(Account account, Account.State before) {
        accounts.lock(account.id()).orElseThrow().stopClosing(before);
        audit.record("account.close-stop", "account", account.id(), null, null);
    }

    /** Enters somebody who can log in from now on, and so far may do nothing. */
    @Transactional
    public Person addPerson(String login, String name, String email, CharSequence password) {
        return addPerson(login, name, email, password, List.of());
    }

    /** The same, with other names besides the own that the password may not have in it. */
    Person addPerson(String login, String name, String email, CharSequence password, List<String> others) {
        Refusal.Collector problems = new Refusal.Collector();
        problems.require(LOGIN.matcher(login).matches(), "login", "login.form");
        problems.require(isName(name), "name", "name.form", MAX_NAME);
        problems.require(isEmail(email), "email", "email.form");
        List<String> names = new ArrayList<>(others);
        names.addAll(List.of(login, name, email));
        PasswordRules.check(password, names, "password", problems);
        problems.refuseIfAny();
        if (people.findByLogin(login).isPresent()) {
            throw Refusal.at("login", "login.taken");
        }
        Person person = people.save(new Person(login, name, email, passwords.encode(password), clock.instant()));
        audit.record("person.add", "person", person.id(), null, Map.of("login", login, "name", name));
        return person;
    }

    /** Gives the person this role on the account, instead of any other there; whoever is logged in must log in again. */
    @Transactional
    public void join(Person person, Account account, Role role) {
        admit(person, account, role);
        sessions.endAll(person.id(), clock.instant());
    }

    /** The same for somebody who comes to the account by own will, and so goes on with the present login. */
    void admit(Person person, Account account, Role role) {
        Optional<Membership> membership = memberships.findByPersonIdAndAccountId(person.id(), account.id());
        Role before = membership.map(Membership::role).orElse(null);
        membership
                .orElseGet(() -> memberships.save(new Membership(person, account, role)))
                .become(role);
        events.publishEvent(new RightsChanged(person.id()));
        audit.record(
                "person.join",
                Subject.of("person", person.id()).ofAccount(account.id()),
                before == null ? null : inRole(account, before),
                inRole(account, role));
    }

    /** Takes the person out of the account; whoever is logged in must log in again. */
    void leave(Person person, Account account, Membership membership) {
        memberships.delete(membership);
        sessions.endAll(person.id(), clock.instant());
        events.publishEvent(new RightsChanged(person.id()));
        audit.record(
                "person.leave",
                Subject.of("person", person.id()).ofAccount(account.id()),
                inRole(account, membership.role()),
                null);
    }

    private static Map<String, Object> inRole(Account account, Role role) {
        return Map.of("account", account.number(), "role", role);
    }

    /** Makes the person part of the provider's staff, or no longer; whoever is logged in must log in again. */
    @Transactional
    public void appoint(Person person, @Nullable StaffRole role) {
        Person appointed = managed(person);
        StaffRole before = appointed.staffRole().orElse(null);
        appointed.appoint(role);
        sessions.endAll(person.id(), clock.instant());
        audit.record("person.appoint", "person", person.id(), before, role);
        events.publishEvent(new StaffChanged(person.login()));
        events.publishEvent(new RightsChanged(person.id()));
    }

    /** Shuts the person out at once, through every door. */
    @Transactional
    public void disable(Person person) {
        managed(person).disable();
        sessions.endAll(person.id(), clock.instant());
        audit.record("person.disable", "person", person.id(), null, null);
        events.publishEvent(new StaffChanged(person.login()));
        events.publishEvent(new RightsChanged(person.id()));
    }

    /** Lets a disabled person in again. */
    @Transactional
    public void enable(Person person) {
        managed(person).enable();
        audit.record("person.enable", "person", person.id(), null, null);
    }

    /**
     * Sets a new password and ends every login made with the old one.
     *
     * @throws Refusal at {@code password}
     */
    @Transactional
    public void changePassword(Person person, CharSequence password) {
        setPassword(person, password);
        sessions.endAll(person.id(), clock.instant());
    }

    /**
     * Sets a new password and ends every login made with the old one but that in which it is chosen.
     *
     * @throws Refusal at {@code password}
     */
    @Transactional
    public void changePassword(Person person, CharSequence password, UUID kept) {
        setPassword(person, password);
        sessions.endOthers(person.id(), kept, clock.instant());
    }

    private void setPassword(Person person, CharSequence password) {
        Refusal.Collector problems = new Refusal.Collector();
        PasswordRules.check(password, namesOf(person), "password", problems);
        problems.refuseIfAny();
        managed(person).choosePassword(passwords.encode(password));
        audit.record("person.password", "person", person.id(), null, null);
    }

    /** Writes down whom the account wants written to, and asks an emergency address to answer. */
    @Transactional
    public Contact addAndAsk(Account account, Contact.Usage usage, String email, Locale language) {
        Contact contact = addContact(account, usage, email, language);
        if (usage == Contact.Usage.EMERGENCY) {
            askToConfirm(account, contact);
        }
        return contact;
    }

    private List<String> namesOf(Person person) {
        List<String> names = new ArrayList<>(List.of(person.login(), person.name(), person.email()));
        memberships.ofPerson(person.id()).stream()
                .map(Membership::accountId)
                .map(accounts::findById)
                .flatMap(Optional::stream)
                .map(Account::name)
                .forEach(names::add);
        return names;
    }

    /** Writes down whom the account wants written to. */
    @Transactional
    public Contact addContact(Account account, Contact.Usage usage, String email, Locale language) {
        requireEmail(email);
        boolean known = contacts.of(account.id(), usage).stream()
                .anyMatch(contact -> contact.email().equalsIgnoreCase(email));
        if (known) {
            throw Refusal.at("email", "contact.known");
        }
        Contact contact = contacts.save(new Contact(account, usage, email, language));
        audit.record("account.contact", "account", account.id(), null, Map.of("usage", usage, "email", email));
        return contact;
    }

    void askToConfirm(Account account, Contact contact) {
        audit.record("account.contact-asked", "account", account.id(), null, Map.of("email", contact.email()));
        events.publishEvent(new ContactToConfirm(contact.id(), account.name(), contact.email(), contact.language()));
    }

    /** Notes that an address is read; an account that waited for its emergency address is active from now on. */
    @Transactional
    public void confirmContact(Contact contact) {
        contacts.findById(contact.id()).orElseThrow().confirm(clock.instant());
        audit.record(
                "account.contact-confirmed", "account", contact.accountId(), null, Map.of("email", contact.email()));
        if (contact.usage() == Contact.Usage.EMERGENCY) {
            Account account = accounts.lock(contact.accountId()).orElseThrow();
            if (account.state() == Account.State.OPENED) {
                account.activate();
                audit.record("account.activate", "account", account.id(), null, null);
            }
        }
    }

    void removeContact(Contact contact) {
        contacts.delete(contact);
        audit.record(
                "account.contact-removed",
                "account",
                contact.accountId(),
                Map.of("usage", contact.usage(), "email", contact.email()),
                null);
    }

    private Person managed(Person person) {
        return people.findById(person.id()).orElseThrow();
    }

    private static void requireName(String name) {
        if (!isName(name)) {
            throw Refusal.at("name", "name.form", MAX_NAME);
        }
    }

    static void requireEmail(String email) {
        if (!isEmail(email)) {
            throw Refusal.at("email", "email.form");
        }
    }

    private static boolean isName(String name) {
        return !name.isBlank() && name.length() <= MAX_NAME && PlainText.isLine(name);
    }

    private static boolean isEmail(String email) {
        return EMAIL.matcher(email).matches() && PlainText.isLine(email);
    }
}
