package org.batuta.accounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.batuta.audit.Audit;
import org.batuta.kernel.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The life of a login: it begins after the password or a passkey was right, is asked for at each request, and ends by logout, by
 * a change of role or password, or because the person was disabled.
 */
@Component
public class Logins {

    /**
     * Somebody logged in: who, and what that person may do at this moment.
     *
     * @param onlyLooks whether it is a member of the staff who sees what a customer sees, and may change nothing
     */
    public record Live(Acting acting, Optional<StaffRole> staffRole, Set<Permission> permissions, boolean onlyLooks) {}

    /**
     * One login that goes on.
     *
     * @param agent what the browser says it is; hostile text, made visible
     * @param passkey with which it was made; none when by password
     * @param used when it was last used, to the minute
     */
    public record Session(
            UUID id, String address, String agent, @Nullable UUID passkey, Instant begun, Instant used) {}

    private static final Duration USE = Duration.ofMinutes(1);
    private static final Duration REMEMBERED = Duration.ofDays(90);

    private final LoginSessions sessions;
    private final People people;
    private final Memberships memberships;
    private final ServerProperties server;
    private final Audit audit;
    private final Clock clock;

    Logins(
            LoginSessions sessions,
            People people,
            Memberships memberships,
            ServerProperties server,
            Audit audit,
            Clock clock) {
        this.sessions = sessions;
        this.people = people;
        this.memberships = memberships;
        this.server = server;
        this.audit = audit;
        this.clock = clock;
    }

    /** Opens a session for a person from an address; {@code agent} is what the browser says it is. */
    @Transactional
    public UUID begin(Person person, String address, String agent) {
        return begin(person, address, agent, null);
    }

    /** Opens a session for a person from an address, whose {@code passkey} was right. */
    @Transactional
    public UUID begin(Person person, String address, String agent, @Nullable UUID passkey) {
        return sessions.save(new LoginSession(person.id(), address, agent, passkey, clock.instant()))
                .id();
    }

    /** Who is behind the session now; nobody when it has ended or the person is disabled. It counts as used now. */
    @Transactional
    public Optional<Live> find(UUID session) {
        return sessions.open(session).flatMap(open -> {
            Instant now = clock.instant();
            if (open.used().isBefore(now.minus(USE))) {
                sessions.touch(session, now);
            }
            return people.findById(open.personId())
                    .map(person -> impersonation(open, person, now).orElseGet(() -> live(person)));
        });
    }

    /** The logins of the person that go on, the last used first (A13). */
    @Transactional(readOnly = true)
    public List<Session> of(Person person) {
        Instant since = clock.instant().minus(server.getServlet().getSession().getTimeout());
        return sessions.open(person.id(), since).stream()
                .map(LoginSession::shown)
                .toList();
    }

    /** Whether whoever has this login name came from the address within the last 90 days. */
    @Transactional(readOnly = true)
    public boolean knows(String login, String address) {
        return sessions.cameFrom(login, address, clock.instant().minus(REMEMBERED));
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

    /**
     * Ends one of the person's sessions.
     *
     * @throws NotFound when the person has no such session that goes on
     */
    @Transactional
    public void end(UUID personId, UUID session) {
        if (sessions.open(session)
                .filter(open -> open.personId().equals(personId))
                .isEmpty()) {
            throw new NotFound("session", session);
        }
        end(session);
        audit.record("person.logins-end", "person", personId, null, Map.of("session", session));
    }

    /** Ends all sessions of the person but this one. */
    @Transactional
    public void endOthers(UUID personId, UUID kept) {
        sessions.endOthers(personId, kept, clock.instant());
        audit.record("person.logins-end", "person", personId, null, Map.of("all-but", kept));
    }

    /** Ends all sessions that were made with this passkey but one. */
    @Transactional
    public void endMadeBy(UUID passkey, UUID kept) {
        sessions.endMadeBy(passkey, kept, clock.instant());
    }

    /** Ends all sessions of the person. */
    @Transactional
    public void endAll(UUID personId) {
        sessions.endAll(personId, clock.instant());
        audit.record("person.logins-end", "person", personId, null, Map.of("all", true));
    }

    /** What a customer sees, for one of the staff who may see it still; nothing when either of them is no more. */
    private Optional<Live> impersonation(LoginSession session, Person staff, Instant now) {
        return Optional.ofNullable(session.impersonated())
                .filter(customer -> staff.staffRole()
                        .filter(role -> role.permissions().contains(Permission.IMPERSONATE))
                        .isPresent())
                .flatMap(people::findById)
                .filter(Person::isCustomer)
                .map(customer -> inNameOf(customer, staff, session.isRaised(now)));
    }

    private Live inNameOf(Person customer, Person staff, boolean raised) {
        Live theirs = live(customer);
        Acting acting = new Acting(
                staff.id(), staff.login(), staff.name(), false, theirs.acting().roles(), customer.login());
        Set<Permission> permissions = theirs.permissions().stream()
                .filter(permission -> raised || permission.isLooking())
                .collect(Collectors.toSet());
        return new Live(acting, Optional.empty(), permissions, !raised);
    }

    private Live live(Person person) {
        Map<UUID, Role> roles = memberships.ofPerson(person.id()).stream()
                .collect(Collectors.toMap(Membership::accountId, Membership::role));
        boolean staff = person.staffRole().isPresent();
        Acting acting = new Acting(person.id(), person.login(), person.name(), staff, roles, null);
        return new Live(acting, person.staffRole(), permissions(person, roles), false);
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
