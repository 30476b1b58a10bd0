package org.batuta.accounts;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.batuta.secrets.OneTimeLinks;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the link in the letter of an invitation opens, once: whoever has it joins the account with the present login, or
 * with a new one (A04). It opens nothing any more when it was used or withdrawn, is too old, when whoever invited may no
 * longer let people in there, or when the account is closed.
 */
@Component
@Transactional
public class Invitations {

    /** What a link in a letter is for that lets somebody into an account. */
    public static final String PURPOSE = "invitation";

    /** Who acts when it is whoever had the link; no person has this for a login. */
    private static final String BY_INVITATION = "*invitation";

    private final InvitationRows rows;
    private final Accounts accounts;
    private final People people;
    private final Memberships memberships;
    private final Registrar registrar;
    private final OneTimeLinks links;
    private final Clock clock;

    Invitations(
            InvitationRows rows,
            Accounts accounts,
            People people,
            Memberships memberships,
            Registrar registrar,
            OneTimeLinks links,
            Clock clock) {
        this.rows = rows;
        this.accounts = accounts;
        this.people = people;
        this.memberships = memberships;
        this.registrar = registrar;
        this.links = links;
        this.clock = clock;
    }

    /**
     * What somebody is asked.
     *
     * @param account the account to belong to
     * @param role as what
     * @param by the name of who invites
     * @param email where the letter went
     */
    public record Asked(Account account, Role role, String by, String email) {}

    /** What the link asks; nothing when it opens nothing. It is not used up. */
    @Transactional(readOnly = true)
    public Optional<Asked> look(String token) {
        return waiting(token)
                .map(invitation -> new Asked(
                        accounts.findById(invitation.accountId()).orElseThrow(),
                        invitation.role(),
                        people.findById(invitation.invitedBy()).orElseThrow().name(),
                        invitation.email()));
    }

    /**
     * Whoever is logged in belongs to the account from now on.
     *
     * @throws NotFound when the link opens nothing
     * @throws Refusal when the person belongs to the account already or is one of the staff; the link stays as it is then
     * @throws AccessDeniedException when nobody is logged in, or somebody in a customer's name
     */
    public Account join(String token) {
        Acting acting = Acting.current();
        if (acting.inNameOf() != null) {
            throw new AccessDeniedException("nobody joins in another's name");
        }
        Invitation invitation = use(token);
        if (acting.staff()) {
            throw Refusal.at("", "invitation.staff");
        }
        UUID accountId = invitation.accountId();
        if (memberships.findByPersonIdAndAccountId(acting.personId(), accountId).isPresent()) {
            throw Refusal.at("", "invitation.member");
        }
        Account account = accounts.findById(accountId).orElseThrow();
        admit(people.findById(acting.personId()).orElseThrow(), account, invitation);
        return account;
    }

    /**
     * Somebody who can log in from now on, and belongs to the account.
     *
     * @throws NotFound when the link opens nothing
     * @throws Refusal at {@code login}, {@code name} or {@code password}; the link stays as it is then
     */
    public void joinNew(String token, String login, String name, CharSequence password) {
        Invitation invitation = use(token);
        Account account = accounts.findById(invitation.accountId()).orElseThrow();
        Acting.outsider(BY_INVITATION)
                .runs(() -> admit(
                        registrar.addPerson(login, name, invitation.email(), password, List.of(account.name())),
                        account,
                        invitation));
    }

    private void admit(Person person, Account account, Invitation invitation) {
        registrar.admit(person, account, invitation.role());
        invitation.accept(person, clock.instant());
    }

    /** The account first, as whoever withdraws it: so neither waits for the other. */
    private Invitation use(String token) {
        UUID accountId = waiting(token).map(Invitation::accountId).orElseThrow(Invitations::nothing);
        accounts.lock(accountId);
        return links.use(PURPOSE, token)
                .flatMap(id -> rows.waiting(id, clock.instant()))
                .orElseThrow(Invitations::nothing);
    }

    private Optional<Invitation> waiting(String token) {
        return links.look(PURPOSE, token).flatMap(id -> rows.waiting(id, clock.instant()));
    }

    private static NotFound nothing() {
        return new NotFound("invitation", new UUID(0, 0));
    }
}
