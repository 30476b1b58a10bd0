package org.batuta.accounts;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.batuta.audit.Audit;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.PlainText;
import org.batuta.kernel.Refusal;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * How one of the staff sees the portal as a customer does (A10): only to look, until a reason is given, and then for a
 * quarter of an hour also to change something. Whatever is done is in the audit with both names (A11).
 */
@Component
@Transactional
public class Impersonation {

    /** For how long something may be changed, once it was said why. */
    public static final Duration RAISED = Duration.ofMinutes(15);

    private static final int LONGEST_REASON = 500;

    private final LoginSessions sessions;
    private final People people;
    private final Audit audit;
    private final Clock clock;

    Impersonation(LoginSessions sessions, People people, Audit audit, Clock clock) {
        this.sessions = sessions;
        this.people = people;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * From now on this login shows what the customer sees, and nothing else.
     *
     * @throws NotFound when there is no such customer who can log in
     */
    @PreAuthorize("hasAuthority('IMPERSONATE')")
    public void begin(UUID session, UUID personId) {
        Person customer = people.findById(personId)
                .filter(Person::isCustomer)
                .orElseThrow(() -> new NotFound("person", personId));
        open(session).impersonate(customer.id());
        audit.record("person.impersonate", "person", customer.id(), null, null);
    }

    /**
     * Lets something be changed in the customer's name for {@link #RAISED}.
     *
     * @throws Refusal at {@code reason} when it is missing or cannot be kept
     * @throws NotFound when nobody is impersonated
     */
    public void raise(UUID session, String reason) {
        LoginSession open = open(session);
        UUID customer = impersonated(open);
        Refusal.Collector problems = new Refusal.Collector();
        problems.require(!reason.isBlank(), "reason", "missing");
        problems.require(PlainText.isLine(reason), "reason", "hidden-characters");
        problems.require(reason.length() <= LONGEST_REASON && PlainText.canBeKept(reason), "reason", "cannot-be-kept");
        problems.refuseIfAny();
        open.raise(clock.instant().plus(RAISED));
        audit.record("person.impersonate-raise", "person", customer, null, Map.of("reason", reason.strip()));
    }

    /**
     * Goes back to the own desk.
     *
     * @return whose portal it was
     * @throws NotFound when nobody is impersonated
     */
    public UUID end(UUID session) {
        LoginSession open = open(session);
        UUID customer = impersonated(open);
        open.impersonate(null);
        audit.record("person.impersonate-end", "person", customer, null, null);
        return customer;
    }

    private LoginSession open(UUID session) {
        return sessions.open(session).orElseThrow(() -> new NotFound("session", session));
    }

    private static UUID impersonated(LoginSession session) {
        UUID customer = session.impersonated();
        if (customer == null) {
            throw new NotFound("impersonation", session.id());
        }
        return customer;
    }
}
