package org.batuta.provider;

import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.batuta.accounts.Account;
import org.batuta.accounts.Acting;
import org.batuta.accounts.Permission;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/** Somebody who acts without a browser, with exactly the rights of the role. */
public record As(Acting acting, Permission... permissions) {

    /** An administrator of the provider. */
    public static As administrator() {
        Acting acting = new Acting(new UUID(0, 1), "admin", "Administrator", true, Map.of(), null);
        return new As(acting, Permission.values());
    }

    /** The owner of an account. */
    public static As owner(Person person, Account account) {
        Acting acting =
                new Acting(person.id(), person.login(), person.name(), false, Map.of(account.id(), Role.OWNER), null);
        return new As(acting, Role.OWNER.permissions().toArray(Permission[]::new));
    }

    /** A member of the staff. */
    public static As staff(Person person) {
        Acting acting = new Acting(person.id(), person.login(), person.name(), true, Map.of(), null);
        return new As(acting, person.staffRole().orElseThrow().permissions().toArray(Permission[]::new));
    }

    /** Does something as this person, in this thread. */
    public <T> T get(Supplier<T> act) {
        var authorities = Arrays.stream(permissions)
                .map(permission -> new SimpleGrantedAuthority(permission.name()))
                .toList();
        var before = SecurityContextHolder.getContext();
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new UsernamePasswordAuthenticationToken(acting, "", authorities));
        SecurityContextHolder.setContext(context);
        try {
            return act.get();
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }

    /** The same for what answers nothing. */
    public void run(Runnable act) {
        get(() -> {
            act.run();
            return true;
        });
    }
}
