package org.batuta.accounts;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.batuta.kernel.IdempotencyKey;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.PlainText;
import org.batuta.kernel.Refusal;
import org.batuta.workflow.Transactions;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where administrators open accounts and let people in: each act is one transaction, and audited. */
@Component
@PreAuthorize("hasAuthority('MANAGE_ACCOUNTS')")
@Transactional
public class Reception {

    static final List<Locale> LANGUAGES =
            List.of(Locale.ENGLISH, Locale.forLanguageTag("es"), Locale.forLanguageTag("ca"), Locale.GERMAN);

    private final Registrar registrar;
    private final Directory directory;
    private final People people;
    private final Accounts accounts;
    private final Transactions transactions;

    Reception(Registrar registrar, Directory directory, People people, Accounts accounts, Transactions transactions) {
        this.registrar = registrar;
        this.directory = directory;
        this.people = people;
        this.accounts = accounts;
        this.transactions = transactions;
    }

    /** In which languages customers are written to; the usual one first. */
    public List<Locale> languages() {
        return LANGUAGES;
    }

    /**
     * The account that somebody is going to be let into.
     *
     * @throws NotFound when there is none
     */
    @Transactional(readOnly = true)
    public Account account(UUID id) {
        return directory.get(id);
    }

    /**
     * Opens an account with the next customer number.
     *
     * @throws Refusal at {@code name}
     */
    public Account open(String name, Account.Kind kind, Locale language) {
        requireSpoken(language);
        return registrar.openAccount(name, kind, language);
    }

    /**
     * The same; asked again with the same key, it is the account that was opened (K17).
     *
     * @throws Refusal at {@code name} or {@code key}, or when the key belongs to another account
     */
    public Account open(String name, Account.Kind kind, Locale language, String key) {
        IdempotencyKey.require(key);
        transactions.hold("account key " + key);
        Account account = accounts.findByOpenedKey(key).orElseGet(() -> {
            Account opened = open(name, kind, language);
            opened.openedWith(key);
            return opened;
        });
        if (!account.name().equals(name)
                || account.kind() != kind
                || !account.language().equals(language)) {
            throw Refusal.at("", "key-reused");
        }
        return account;
    }

    /**
     * Enters somebody new who can log in from now on and has this role on the account.
     *
     * @throws Refusal at {@code login}, {@code name}, {@code email} or {@code password}
     */
    public Person welcome(UUID accountId, Role role, String login, String name, String email, CharSequence password) {
        Account account = directory.get(accountId);
        Person person = registrar.addPerson(login, name, email, password);
        registrar.join(person, account, role);
        return person;
    }

    /**
     * Gives somebody who can log in already this role on the account, instead of any other there.
     *
     * @throws Refusal at {@code member} when nobody has this login
     */
    public void giveRole(UUID accountId, String login, Role role) {
        Account account = directory.get(accountId);
        Person person = Optional.of(login)
                .filter(PlainText::isLine)
                .flatMap(people::findByLogin)
                .orElseThrow(() -> Refusal.at("member", "login.unknown"));
        registrar.join(person, account, role);
    }

    /** Shuts a member of the account out at once, through every door and of every account. */
    public void shutOut(UUID accountId, UUID personId) {
        if (personId.equals(Acting.current().personId())) {
            throw Refusal.at("", "person.self");
        }
        registrar.disable(member(accountId, personId));
    }

    /** Lets a member of the account in again. */
    public void letIn(UUID accountId, UUID personId) {
        registrar.enable(member(accountId, personId));
    }

    private static void requireSpoken(Locale language) {
        if (!LANGUAGES.contains(language)) {
            throw Refusal.at("language", "language");
        }
    }

    private Person member(UUID accountId, UUID personId) {
        return directory.people(directory.get(accountId).id()).stream()
                .map(Directory.Member::person)
                .filter(person -> person.id().equals(personId))
                .findFirst()
                .orElseThrow(() -> new NotFound("person", personId));
    }
}
