package org.batuta.accounts.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.accounts.Directory;
import org.batuta.accounts.Reception;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.Listing;
import org.batuta.frame.Portion;
import org.batuta.frame.Sent;
import org.batuta.kernel.IdempotencyKey;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The accounts, for programs: those that their person may see, and new ones. */
@RestController
@RequestMapping(Link.ROOT + "/accounts")
class AccountCalls {

    private final Directory directory;
    private final Reception reception;
    private final MessageSource words;

    AccountCalls(Directory directory, Reception reception, MessageSource words) {
        this.directory = directory;
        this.reception = reception;
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

    /** What a program sends that opens an account; an account waits for its first confirmed emergency address. */
    record Asked(
            @NotNull String name,
            @NotNull Account.Kind kind,
            @NotNull Locale language) implements Sent {}

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

    /** Opens one with the next customer number; sent again with the same key it is the same account (K17). */
    @PostMapping
    @Calls(value = Reception.class, method = "open")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Shown> open(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @Valid @RequestBody Asked asked) {
        String name = asked.name().strip();
        Account account = key == null
                ? reception.open(name, asked.kind(), asked.language())
                : reception.open(name, asked.kind(), asked.language(), key);
        Shown opened = one(account.id());
        return ResponseEntity.created(opened.url().uri()).body(opened);
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
