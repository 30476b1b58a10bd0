package org.batuta.security.tokens;

import java.util.Collection;
import java.util.UUID;
import org.batuta.accounts.Acting;
import org.batuta.accounts.ActsByToken;
import org.batuta.accounts.Permission;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A program that acts for a person, for the length of one call. */
class Bearer extends AbstractAuthenticationToken implements ActsByToken {

    private static final long serialVersionUID = 1L;

    private final UUID token;
    private final Acting acting;

    Bearer(Token token, Acting acting, Collection<Permission> permissions) {
        super(permissions.stream()
                .map(Permission::name)
                .map(SimpleGrantedAuthority::new)
                .toList());
        this.token = token.id();
        this.acting = acting;
        setAuthenticated(true);
    }

    @Override
    public UUID token() {
        return token;
    }

    @Override
    public Acting getPrincipal() {
        return acting;
    }

    /** Nothing is kept of the token's text. */
    @Override
    public String getCredentials() {
        return "";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bearer that && that.token.equals(token) && that.acting.equals(acting);
    }

    @Override
    public int hashCode() {
        return token.hashCode();
    }
}
