package org.batuta.accounts;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The life of a login: it begins after the password was right, is asked for at each request, and ends by logout, by
 * a change of role or password, or because the person was disabled.
 */
@Component
public class Logins {

    /** Somebody logged in: who, and what that person may do at this moment. */
    public record Live(Acting acting, Optional<StaffRole> staffRole, Set<Permission> permissions) {}

    private final LoginSessions sessions;
    private final People people;
    private final Memberships memberships;
    private final Clock clock;

    Logins(LoginSessions sessions, People people, Memberships memberships, Clock clock) {
        this.sessions = sessions;
        this.people = people;
        this.memberships = memberships;
        this.clock = clock;
    }

    /** Opens a session for a person from an address. */
    @Transactional
    public UUID begin(Person person, String address) {
        return sessions.save(new LoginSession(person.id(), address, clock.instant()))
                .id();
    }

    /** Who is behind the session now; nobody when it has ended or the person is disabled. */
    @Transactional(readOnly = true)
    public Optional<Live> find(UUID session) {
        return sessions.person(session).map(this::live);
    }

    /** What this person may do now, through a door that knows the person otherwise; nobody when disabled. */
    @Transactional(readOnly = true)
    public Optional<Live> of(UUID personId) {
        return people.findById(personId).filter(person -> !person.isDisabled()).map(this::live);
    }

    /** Ends one session. */
    @Transactional
    public void end(UUID session) {
        sessions.end(session, clock.instant());
    }

    private Live live(Person person) {
        Map<UUID, Role> roles = memberships.ofPerson(person.id()).stream()
                .collect(Collectors.toMap(Membership::accountId, Membership::role));
        boolean staff = person.staffRole().isPresent();
        Acting acting = new Acting(person.id(), person.login(), person.name(), staff, roles, null);
        return new Live(acting, person.staffRole(), permissions(person, roles));
    }

    /** Staff reach every account, so what a member of the staff is on one account must not count on all of them. */
    private static Set<Permission> permissions(Person person, Map<UUID, Role> roles) {
        return person.staffRole()
                .map(StaffRole::permissions)
                .orElseGet(() -> roles.values().stream()
                        .flatMap(role -> role.permissions().stream())
                        .collect(Collectors.toSet()));
    }
}
