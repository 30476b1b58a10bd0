package org.batuta.security.tokens.web;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.batuta.security.tokens.Scope;
import org.batuta.security.tokens.Token;
import org.batuta.security.tokens.Tokens;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a program asks first: whether its token opens anything, for whom, and until when. */
@RestController
class TokenCalls {

    private final Tokens tokens;

    TokenCalls(Tokens tokens) {
        this.tokens = tokens;
    }

    /**
     * The token of the call.
     *
     * @param person the login of the person for whom it acts
     * @param account where it acts; null for what the person does as one of the staff
     * @param permissions what it may do now
     */
    record Shown(
            String name,
            String person,
            @Nullable UUID account,
            Scope scope,
            List<String> addresses,
            Instant expires,
            List<String> permissions) {}

    @GetMapping("/api/v1/token")
    Shown token(Authentication program) {
        Token token = tokens.current();
        return new Shown(
                token.name(),
                program.getName(),
                token.accountId(),
                token.scope(),
                token.addresses(),
                token.expires(),
                program.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .sorted()
                        .toList());
    }
}
