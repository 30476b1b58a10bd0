package org.batuta.accounts.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.batuta.accounts.Contact;
import org.batuta.accounts.ContactBook;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.Listing;
import org.batuta.frame.Portion;
import org.batuta.frame.Sent;
import org.batuta.kernel.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Whom an account wants written to, for programs. */
@RestController
@RequestMapping(Link.ROOT + "/accounts/{id}/contacts")
class ContactCalls {

    private final ContactBook book;

    ContactCalls(ContactBook book) {
        this.book = book;
    }

    /**
     * Somebody to write to.
     *
     * @param confirmed when somebody there answered; only then an address counts in an emergency
     */
    record Shown(
            Link url,
            UUID id,
            Contact.Usage usage,
            String email,
            Locale language,
            @Nullable Instant confirmed) {

        static Shown of(Contact contact) {
            return new Shown(
                    new Link("accounts/" + contact.accountId() + "/contacts", contact.id()),
                    contact.id(),
                    contact.usage(),
                    contact.email(),
                    contact.language(),
                    contact.confirmed().orElse(null));
        }
    }

    /** What a program sends that writes down an address. */
    record Asked(
            @NotNull Contact.Usage usage,
            @NotNull String email,
            @NotNull Locale language) implements Sent {}

    /** In the order in which they were written down. */
    @GetMapping
    @Calls(value = ContactBook.class, method = "of")
    Listing<Shown> list(@PathVariable UUID id, Portion portion) {
        return portion.ofAll(book.of(id), Contact::id, Shown::of);
    }

    @GetMapping("/{contactId}")
    @Calls(value = ContactBook.class, method = "of")
    Shown one(@PathVariable UUID id, @PathVariable UUID contactId) {
        return book.of(id).stream()
                .filter(contact -> contact.id().equals(contactId))
                .findFirst()
                .map(Shown::of)
                .orElseThrow(() -> new NotFound("contact", contactId));
    }

    /** Writes one down; an emergency address is asked to answer. */
    @PostMapping
    @Calls(value = ContactBook.class, method = "add")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Shown> add(@PathVariable UUID id, @Valid @RequestBody Asked asked) {
        Shown added = Shown.of(book.add(id, asked.usage(), asked.email().strip(), asked.language()));
        return ResponseEntity.created(added.url().uri()).body(added);
    }

    /** Sends the letter again that asks for an answer. */
    @PostMapping("/{contactId}/ask")
    @Calls(value = ContactBook.class, method = "askAgain")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void ask(@PathVariable UUID id, @PathVariable UUID contactId) {
        book.askAgain(id, contactId);
    }

    /** Strikes one. */
    @DeleteMapping("/{contactId}")
    @Calls(value = ContactBook.class, method = "remove")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id, @PathVariable UUID contactId) {
        book.remove(id, contactId);
    }
}
