package org.batuta.accounts;

import java.io.Serializable;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.batuta.kernel.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/**
 * Who acts, on which accounts, and in whose name: what every door asks before it shows or changes something. It is
 * the principal of the login and is read again from the database at every request, so a right taken away is gone.
 *
 * @param staff a person of the provider, who reaches every account
 * @param roles the role on each account the person belongs to
 * @param inNameOf the customer in whose name a member of the staff acts
 */
public record Acting(
        UUID personId,
        String login,
        String name,
        boolean staff,
        Map<UUID, Role> roles,
        @Nullable String inNameOf) implements Principal, Serializable {

    private static final UUID NOBODY = new UUID(0, 0);

    public Acting {
        roles = Map.copyOf(roles);
    }

    /** The platform itself: the engine's jobs, the dispatcher, the start. */
    public static Acting system() {
        return new Acting(NOBODY, "batuta", "Batuta", true, Map.of(), null);
    }

    /**
     * Somebody without a login, who was let in to do one thing.
     *
     * @param what how the audit calls whoever it is; begins with {@code *}, as no login does
     */
    public static Acting outsider(String what) {
        return new Acting(NOBODY, what, what, false, Map.of(), null);
    }

    /** Does something in this thread as this one, who has no permission; afterwards it is who it was before. */
    public void runs(Runnable act) {
        SecurityContext before = SecurityContextHolder.getContext();
        SecurityContext own = SecurityContextHolder.createEmptyContext();
        own.setAuthentication(new PreAuthenticatedAuthenticationToken(this, "", List.of()));
        SecurityContextHolder.setContext(own);
        try {
            act.run();
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }

    /**
     * Who acts in this thread.
     *
     * @throws AccessDeniedException when nobody is logged in
     */
    public static Acting current() {
        return someone().orElseThrow(() -> new AccessDeniedException("nobody is logged in"));
    }

    /** Whoever is logged in, or else the platform itself. */
    public static Acting currentOrSystem() {
        return someone().orElseGet(Acting::system);
    }

    /** The login of whoever may what is done here: the own, or that of the customer in whose name one acts. */
    String whoseRights() {
        return inNameOf == null ? login : inNameOf;
    }

    /** The accounts whose services this person sees; empty for staff, who see all. */
    public Set<UUID> accountIds() {
        return roles.keySet();
    }

    /** Whether anything of this account may be shown; what may not be shown does not exist for this person. */
    public boolean mayReach(UUID accountId) {
        return staff || roles.containsKey(accountId);
    }

    /**
     * Whether whoever is logged in has the permission on this account: a customer also by the role there, which may
     * differ from account to account, and staff by their own role. The door may have let in less than the role allows.
     */
    public static boolean currentMay(Permission permission, UUID accountId) {
        Acting acting = current();
        Role role = acting.roles.get(accountId);
        return currentIsLetIn(permission)
                && (acting.staff || role != null && role.permissions().contains(permission));
    }

    /**
     * Asks for the permission on this account, for whoever is logged in: who has it on one may have a lesser role on another.
     *
     * @param otherwise what is told to whoever may not even see the account: that there is nothing
     * @throws NotFound this one, when it is somebody else's
     * @throws AccessDeniedException when it may only be seen
     */
    public static void requireMay(Permission permission, UUID accountId, NotFound otherwise) {
        if (!current().mayReach(accountId)) {
            throw otherwise;
        }
        if (!currentMay(permission, accountId)) {
            throw new AccessDeniedException(
                    "may see the account " + accountId + ", but has no " + permission + " there");
        }
    }

    /** Whether the door lets whoever is logged in use the permission at all. */
    public static boolean currentIsLetIn(Permission permission) {
        return SecurityContextHolder.getContext().getAuthentication().getAuthorities().stream()
                .anyMatch(authority -> permission.name().equals(authority.getAuthority()));
    }

    /** The login name: what the engine calls this person. */
    @Override
    public String getName() {
        return login;
    }

    private static Optional<Acting> someone() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Acting acting
                ? Optional.of(acting)
                : Optional.empty();
    }
}
