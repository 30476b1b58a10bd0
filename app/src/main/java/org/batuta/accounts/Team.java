package org.batuta.accounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.batuta.audit.Audit;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.batuta.secrets.OneTimeLinks;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who belongs to an account, kept by its owners (A04): they invite people, give them another role, and take them out.
 * One owner who can log in always stays, also when two take each other out at once: whatever changes a team waits for
 * its account.
 */
@Component
@PreAuthorize("hasAuthority('MANAGE_TEAM')")
@Transactional
public class Team {

    private static final Duration LASTS = Duration.ofDays(7);
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final int MOST_INVITATIONS = 20;

    private final Accounts accounts;
    private final Memberships memberships;
    private final People people;
    private final InvitationRows invitations;
    private final SecondFactorHolders factors;
    private final Registrar registrar;
    private final OneTimeLinks links;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Team(
            Accounts accounts,
            Memberships memberships,
            People people,
            InvitationRows invitations,
            SecondFactorHolders factors,
            Registrar registrar,
            OneTimeLinks links,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.accounts = accounts;
        this.memberships = memberships;
        this.people = people;
        this.invitations = invitations;
        this.factors = factors;
        this.registrar = registrar;
        this.links = links;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Somebody who belongs to the account.
     *
     * @param used when a login of this person was last used, to the minute; null for never
     * @param secondFactor whether the login asks for one
     * @param self whether it is who looks
     */
    public record Member(Person person, Role role, @Nullable Instant used, boolean secondFactor, boolean self) {}

    /**
     * An invitation that waits for its answer.
     *
     * @param by the name of who invited
     * @param expires from when on it opens nothing
     */
    public record Waiting(UUID id, String email, Role role, String by, Instant expires) {}

    /** As the database has it. */
    record Seen(Person person, Role role, @Nullable Instant used) {}

    /**
     * The account whose team it is.
     *
     * @throws NotFound when there is none whose team whoever is logged in may keep
     */
    @Transactional(readOnly = true)
    public Account account(UUID id) {
        requireMay(id);
        return accounts.findById(id).orElseThrow(() -> unknown(id));
    }

    /** Who belongs to the account, by login; also those who are shut out. */
    @Transactional(readOnly = true)
    public List<Member> of(UUID accountId) {
        List<Seen> team = memberships.team(account(accountId).id());
        Set<UUID> holders =
                factors.among(team.stream().map(seen -> seen.person().id()).toList());
        return team.stream()
                .map(seen -> new Member(
                        seen.person(),
                        seen.role(),
                        seen.used(),
                        holders.contains(seen.person().id()),
                        isSelf(seen.person())))
                .toList();
    }

    /**
     * One who belongs to the account.
     *
     * @throws NotFound when nobody of it has this identifier
     */
    @Transactional(readOnly = true)
    public Member member(UUID accountId, UUID personId) {
        return of(accountId).stream()
                .filter(member -> member.person().id().equals(personId))
                .findFirst()
                .orElseThrow(() -> new NotFound("person", personId));
    }

    /** The invitations that wait for an answer, the newest first. */
    @Transactional(readOnly = true)
    public List<Waiting> invitations(UUID accountId) {
        return invitations.ofAccount(account(accountId).id(), clock.instant());
    }

    /**
     * Asks whoever reads this address to belong to the account; an earlier invitation there is void from now on. It is
     * the same for everybody, whether there is a login with this address or not.
     *
     * @throws Refusal at {@code email} when it is none, or when many were invited already
     */
    public Waiting invite(UUID accountId, String email, Role role) {
        Account account = locked(accountId);
        Registrar.requireEmail(email);
        Instant now = clock.instant();
        if (invitations.withdraw(accountId, email, now) > 0) {
            audit.record("account.invite-withdraw", "account", accountId, Map.of("email", email), null);
        }
        int made = invitations.ofAccount(accountId, now).size() + invitations.withdrawn(accountId, now.minus(A_DAY));
        if (made >= MOST_INVITATIONS) {
            throw Refusal.at("", "team.many", MOST_INVITATIONS);
        }
        Person inviter = people.findByLogin(Acting.current().whoseRights()).orElseThrow();
        Invitation invitation = invitations.save(new Invitation(account, email, role, inviter, now, now.plus(LASTS)));
        audit.record("account.invite", "account", accountId, null, Map.of("email", email, "role", role));
        events.publishEvent(new PersonInvited(
                invitation.id(), account.name(), email, account.language(), role, inviter.name(), LASTS));
        return new Waiting(invitation.id(), email, role, inviter.name(), now.plus(LASTS));
    }

    /**
     * Takes an invitation back: its link opens nothing from now on.
     *
     * @throws NotFound when none of this account waits with this identifier
     */
    public void withdraw(UUID accountId, UUID invitationId) {
        locked(accountId);
        Instant now = clock.instant();
        Invitation invitation = invitations
                .waiting(invitationId, now)
                .filter(waiting -> waiting.accountId().equals(accountId))
                .orElseThrow(() -> new NotFound("invitation", invitationId));
        invitation.withdraw(now);
        links.forget(Invitations.PURPOSE, invitationId);
        audit.record(
                "account.invite-withdraw",
                "account",
                accountId,
                Map.of("email", invitation.email(), "role", invitation.role()),
                null);
    }

    /**
     * Gives somebody who belongs to the account another role there, and ends the person's present logins.
     *
     * @throws Refusal when the person is the last owner, or is who asks
     */
    public void changeRole(UUID accountId, UUID personId, Role role) {
        Account account = locked(accountId);
        Membership membership = membership(accountId, personId);
        if (membership.role() != role) {
            registrar.join(another(membership, accountId, personId), account, role);
        }
    }

    /**
     * Takes somebody out of the account: logins end, and so do tokens for the account.
     *
     * @throws Refusal when the person is the last owner, or is who asks
     */
    public void takeOut(UUID accountId, UUID personId) {
        Account account = locked(accountId);
        Membership membership = membership(accountId, personId);
        registrar.leave(another(membership, accountId, personId), account, membership);
    }

    private Person another(Membership membership, UUID accountId, UUID personId) {
        boolean anotherOwner =
                people.owners(accountId).stream().anyMatch(owner -> !owner.id().equals(personId));
        if (membership.role() == Role.OWNER && !anotherOwner) {
            throw Refusal.at("", "team.last-owner");
        }
        Person person = people.findById(personId).orElseThrow();
        if (isSelf(person)) {
            throw Refusal.at("", "team.self");
        }
        return person;
    }

    private Membership membership(UUID accountId, UUID personId) {
        return memberships
                .findByPersonIdAndAccountId(personId, accountId)
                .orElseThrow(() -> new NotFound("person", personId));
    }

    private Account locked(UUID accountId) {
        requireMay(accountId);
        return accounts.lock(accountId)
                .filter(account -> account.state() != Account.State.CLOSED)
                .orElseThrow(() -> unknown(accountId));
    }

    private static boolean isSelf(Person person) {
        return person.login().equals(Acting.current().whoseRights());
    }

    private static void requireMay(UUID accountId) {
        if (!Acting.currentMay(Permission.MANAGE_TEAM, accountId)) {
            throw unknown(accountId);
        }
    }

    private static NotFound unknown(UUID accountId) {
        return new NotFound("account", accountId);
    }
}
