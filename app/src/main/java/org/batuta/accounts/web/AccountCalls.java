package org.batuta.accounts.web;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.accounts.Contact;
import org.batuta.accounts.ContactBook;
import org.batuta.accounts.Directory;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.accounts.Team;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.Listing;
import org.batuta.frame.Portion;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The accounts, for programs: those that their person may see. */
@RestController
@RequestMapping(Link.ROOT + "/accounts")
class AccountCalls {

    private final Directory directory;
    private final ContactBook book;
    private final Team team;
    private final MessageSource words;

    AccountCalls(Directory directory, ContactBook book, Team team, MessageSource words) {
        this.directory = directory;
        this.book = book;
        this.team = team;
        this.words = words;
    }

    /** An account as programs see it. */
    record Shown(
            Link url,
            UUID id,
            long number,
            String name,
            Account.Kind kind,
            Locale language,
            Account.State state,
            String explanation,
            Instant opened) {}

    /**
     * Somebody to write to.
     *
     * @param confirmed when somebody there answered; only then an address counts in an emergency
     */
    record Written(
            Contact.Usage usage,
            String email,
            Locale language,
            @Nullable Instant confirmed) {}

    /**
     * Somebody who belongs to an account.
     *
     * @param shutOut whether the provider lets this person in nowhere
     * @param used when a login of this person was last used; null for never
     */
    record Belongs(
            UUID id,
            String login,
            String name,
            String email,
            Role role,
            boolean shutOut,
            boolean secondFactor,
            @Nullable Instant used) {

        static Belongs of(Team.Member member) {
            Person person = member.person();
            return new Belongs(
                    person.id(),
                    person.login(),
                    person.name(),
                    person.email(),
                    member.role(),
                    person.isDisabled(),
                    member.secondFactor(),
                    member.used());
        }
    }

    @GetMapping
    @Calls(value = Directory.class, method = "reached")
    Listing<Shown> list(Portion portion) {
        return portion.of(
                directory.reached(portion.after(), portion.look()),
                Account::id,
                found -> found.stream().map(this::shown).toList());
    }

    @GetMapping("/{id}")
    @Calls(value = Directory.class, method = "reach")
    Shown one(@PathVariable UUID id) {
        return shown(directory.reach(id));
    }

    /** Whom the account wants written to, by usage. */
    @GetMapping("/{id}/contacts")
    @Calls(value = ContactBook.class, method = "of")
    Listing<Written> contacts(@PathVariable UUID id) {
        List<Written> contacts = book.of(id).stream()
                .map(contact -> new Written(
                        contact.usage(),
                        contact.email(),
                        contact.language(),
                        contact.confirmed().orElse(null)))
                .toList();
        return new Listing<>(contacts, null);
    }

    /** Who belongs to the account, by login. */
    @GetMapping("/{id}/people")
    @Calls(value = Team.class, method = "of")
    Listing<Belongs> people(@PathVariable UUID id) {
        return new Listing<>(team.of(id).stream().map(Belongs::of).toList(), null);
    }

    private Shown shown(Account account) {
        return new Shown(
                new Link("accounts", account.id()),
                account.id(),
                account.number(),
                account.name(),
                account.kind(),
                account.language(),
                account.state(),
                words.getMessage("accounts.state." + account.state(), null, LocaleContextHolder.getLocale()),
                account.opened());
    }
}
