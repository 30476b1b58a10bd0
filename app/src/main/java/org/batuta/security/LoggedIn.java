package org.batuta.security;

import java.util.Collection;
import java.util.UUID;
import org.batuta.accounts.Acting;
import org.batuta.accounts.Logins;
import org.batuta.accounts.Permission;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A person whose password was right, within one session that can be ended from elsewhere. */
class LoggedIn extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final Acting acting;
    private final UUID session;
    private final boolean onlyLooks;

    LoggedIn(UUID session, Logins.Live live) {
        super(authorities(live.permissions()));
        this.acting = live.acting();
        this.session = session;
        this.onlyLooks = live.onlyLooks();
        setAuthenticated(true);
    }

    UUID session() {
        return session;
    }

    /** Whether it is one of the staff who sees what a customer sees, and may change nothing; pages ask for it. */
    public boolean onlyLooks() {
        return onlyLooks;
    }

    boolean isInNameOfSomebody() {
        return acting.inNameOf() != null;
    }

    @Override
    public Acting getPrincipal() {
        return acting;
    }

    /** Nothing is kept of the password. */
    @Override
    public String getCredentials() {
        return "";
    }

    boolean may(Permission permission) {
        return getAuthorities().contains(new SimpleGrantedAuthority(permission.name()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LoggedIn that && that.session.equals(session) && that.acting.equals(acting);
    }

    @Override
    public int hashCode() {
        return session.hashCode();
    }

    private static Collection<SimpleGrantedAuthority> authorities(Collection<Permission> permissions) {
        return permissions.stream()
                .map(Permission::name)
                .map(SimpleGrantedAuthority::new)
                .toList();
    }
}
