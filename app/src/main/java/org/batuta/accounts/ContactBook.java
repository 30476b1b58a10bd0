package org.batuta.accounts;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.batuta.kernel.Like;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.batuta.secrets.OneTimeLinks;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whom an account wants written to, kept by its owners and by administrators (A01). An emergency address counts when
 * somebody there has confirmed it, and when it is reached without our own servers; the last one that counts stays
 * (T08).
 */
@Component
public class ContactBook {

    /** What a link in a letter is for that confirms an address. */
    public static final String CONFIRM = "confirm-contact";

    private final Accounts accounts;
    private final Contacts contacts;
    private final Registrar registrar;
    private final OneTimeLinks links;
    private final OwnMail ownMail;

    ContactBook(Accounts accounts, Contacts contacts, Registrar registrar, OneTimeLinks links, OwnMail ownMail) {
        this.accounts = accounts;
        this.contacts = contacts;
        this.registrar = registrar;
        this.links = links;
        this.ownMail = ownMail;
    }

    /** The accounts that whoever is logged in belongs to, by name. */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    @Transactional(readOnly = true)
    public List<Account> mine() {
        return accounts.named(Acting.current().accountIds());
    }

    /**
     * One account.
     *
     * @throws NotFound when there is none that whoever is logged in may see
     */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    @Transactional(readOnly = true)
    public Account account(UUID id) {
        return reached(id);
    }

    /** The account that somebody is going to add an address to. */
    @PreAuthorize("hasAuthority('MANAGE_TEAM')")
    @Transactional(readOnly = true)
    public Account toAddTo(UUID id) {
        return managed(id);
    }

    /** In which languages letters are written; the usual one first. */
    public List<Locale> languages() {
        return Reception.LANGUAGES;
    }

    /** Whom the account wants written to, by usage. */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    @Transactional(readOnly = true)
    public List<Contact> of(UUID accountId) {
        return contacts.ofAccount(reached(accountId).id());
    }

    /**
     * Writes down an address. One for emergencies gets a letter, and counts when that is answered.
     *
     * @throws Refusal at {@code email} when it is none, when it is written down already, or when an emergency address
     *     depends on our own servers
     */
    @PreAuthorize("hasAuthority('MANAGE_TEAM')")
    public Contact add(UUID accountId, Contact.Usage usage, String email, Locale language) {
        Account account = managed(accountId);
        if (!Reception.LANGUAGES.contains(language)) {
            throw Refusal.at("language", "language");
        }
        if (usage == Contact.Usage.EMERGENCY) {
            requireElsewhere("email", email);
        }
        return registrar.addAndAsk(account, usage, email, language);
    }

    /** Sends the letter again that asks for an answer; the link in the earlier one is void then. */
    @PreAuthorize("hasAuthority('MANAGE_TEAM')")
    @Transactional
    public void askAgain(UUID accountId, UUID contactId) {
        Contact contact = contact(accountId, contactId);
        if (contact.usage() != Contact.Usage.EMERGENCY || contact.confirmed().isPresent()) {
            throw Refusal.at("", "contact.nothing-to-confirm");
        }
        links.forget(CONFIRM, contactId);
        registrar.askToConfirm(managed(accountId), contact);
    }

    /**
     * Strikes an address.
     *
     * @throws Refusal when it is the last one that is reached in an emergency
     */
    @PreAuthorize("hasAuthority('MANAGE_TEAM')")
    @Transactional
    public void remove(UUID accountId, UUID contactId) {
        Contact contact = contact(accountId, contactId);
        accounts.lock(accountId);
        boolean another = contacts.ofAccount(accountId).stream()
                .anyMatch(other -> other.isForEmergencies() && !other.id().equals(contactId));
        if (contact.isForEmergencies() && !another) {
            throw Refusal.at("", "contact.last-emergency");
        }
        registrar.removeContact(contact);
    }

    /** The address that this link would confirm; nothing when the link is of no use any more. */
    @Transactional(readOnly = true)
    public Optional<Contact> askedBy(String token) {
        return links.look(CONFIRM, token).flatMap(contacts::findById);
    }

    /**
     * Confirms the address that the link was sent to; the account is active from now on, if it waited for that.
     *
     * @throws Refusal when the address depends on our own servers by now
     */
    @Transactional
    public Optional<Contact> confirm(String token) {
        Optional<Contact> contact = links.use(CONFIRM, token).flatMap(contacts::findById);
        contact.ifPresent(found -> {
            requireElsewhere("", found.email());
            registrar.confirmContact(found);
        });
        return contact;
    }

    /** Whether some account is reached in an emergency only at addresses of this domain, or of one below it. */
    @Transactional(readOnly = true)
    public boolean someoneStandsOn(String domain) {
        return contacts.standingOn(domain, "%." + Like.escaped(domain)) > 0;
    }

    private void requireElsewhere(String field, String email) {
        String domain = email.substring(email.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        if (ownMail.carries(domain)) {
            throw Refusal.at(field, "contact.own-mail", domain);
        }
    }

    private Account reached(UUID accountId) {
        return Optional.of(accountId)
                .filter(Acting.current()::mayReach)
                .flatMap(accounts::findById)
                .orElseThrow(() -> new NotFound("account", accountId));
    }

    private Account managed(UUID accountId) {
        Account account = reached(accountId);
        if (!Acting.currentMay(Permission.MANAGE_TEAM, accountId)) {
            throw new NotFound("account", accountId);
        }
        return account;
    }

    private Contact contact(UUID accountId, UUID contactId) {
        managed(accountId);
        return contacts.findById(contactId)
                .filter(contact -> contact.accountId().equals(accountId))
                .orElseThrow(() -> new NotFound("contact", contactId));
    }
}
