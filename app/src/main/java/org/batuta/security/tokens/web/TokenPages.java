package org.batuta.security.tokens.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.accounts.Accounts;
import org.batuta.accounts.Acting;
import org.batuta.frame.Done;
import org.batuta.kernel.Refusal;
import org.batuta.security.tokens.Scope;
import org.batuta.security.tokens.Tokens;
import org.batuta.security.tokens.Wanted;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.support.RequestContextUtils;

/** A person's own tokens: which there are, when each was last used, a new one, and the end of one. */
@Controller
@RequestMapping("/tokens")
class TokenPages {

    /** What stands for the staff where an account could be chosen. */
    private static final String STAFF = "staff";

    private static final List<Integer> DAYS = List.of(7, 30, 90, 365);

    private final Tokens tokens;
    private final Accounts accounts;
    private final MessageSource words;
    private final Clock clock;

    TokenPages(Tokens tokens, Accounts accounts, MessageSource words, Clock clock) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.words = words;
        this.clock = clock;
    }

    record Sent(
            String name,
            String account,
            @NotNull Scope scope,
            @NotNull Integer days,
            String addresses) {

        Sent(@Nullable String name, @Nullable String account, Scope scope, Integer days, @Nullable String addresses) {
            this.name = name == null ? "" : name.strip();
            this.account = account == null ? "" : account;
            this.scope = scope;
            this.days = days;
            this.addresses = addresses == null ? "" : addresses;
        }

        Wanted wanted() {
            if (!DAYS.contains(days)) {
                throw Refusal.at("days", "choice");
            }
            return new Wanted(name, accountId(), scope, Duration.ofDays(days), ranges());
        }

        private @Nullable UUID accountId() {
            try {
                return account.equals(STAFF) ? null : UUID.fromString(account);
            } catch (IllegalArgumentException e) {
                throw Refusal.at("account", "choice");
            }
        }

        private List<String> ranges() {
            return Arrays.stream(addresses.split("[\\s,]+"))
                    .filter(range -> !range.isEmpty())
                    .toList();
        }
    }

    @ModelAttribute("place")
    String place() {
        return "tokens";
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("tokens", tokens.mine());
        model.addAttribute("reach", reach());
        model.addAttribute("now", clock.instant());
        model.addAttribute("soon", tokens.soon());
        return "tokens/tokens";
    }

    @GetMapping("/new")
    String form(Model model) {
        model.addAttribute("reach", reach());
        model.addAttribute("scopes", Scope.values());
        model.addAttribute("days", DAYS);
        return "tokens/new";
    }

    /** The text of the token goes to the next page that this session shows, and is nowhere after that. */
    @PostMapping("/new")
    Done make(@Valid Sent sent, HttpServletRequest request) {
        Tokens.Made made = tokens.make(sent.wanted());
        RequestContextUtils.getOutputFlashMap(request).put("made", made);
        return new Done("/tokens", "tokens.made", made.token().name());
    }

    @PostMapping("/{id}/end")
    Done end(@PathVariable UUID id) {
        tokens.end(id);
        return new Done("/tokens", "tokens.ended");
    }

    /** For whom a token of this person may act, with the words for it; one to choose from needs no choice. */
    private Map<String, String> reach() {
        Acting acting = Acting.current();
        Map<String, String> reach = new LinkedHashMap<>();
        if (acting.staff()) {
            reach.put(STAFF, words.getMessage("tokens.staff", null, LocaleContextHolder.getLocale()));
        }
        List<Account> own = acting.accountIds().isEmpty() ? List.of() : accounts.named(acting.accountIds());
        own.forEach(account -> reach.put(account.id().toString(), account.name()));
        return reach;
    }
}
