package org.batuta.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface InvitationRows extends Repository<Invitation, UUID> {

    /** What an invitation rests on: its time, its account, and that whoever invited still may let people in there. */
    String WAITS = " from Invitation i join Account a on a.id = i.accountId join Person p on p.id = i.invitedBy"
            + " where i.ended is null and i.expires > :now and a.state <> org.batuta.accounts.Account.State.CLOSED"
            + " and not p.disabled and (p.staffRole = org.batuta.accounts.StaffRole.ADMINISTRATOR"
            + " or exists (select m from Membership m where m.personId = p.id and m.accountId = i.accountId"
            + " and m.role = org.batuta.accounts.Role.OWNER))";

    Invitation save(Invitation invitation);

    /** One that waits for its answer. */
    @Query("select i" + WAITS + " and i.id = :id")
    Optional<Invitation> waiting(UUID id, Instant now);

    /** Those of the account that wait for an answer, the newest first. */
    @Query("select new org.batuta.accounts.Team$Waiting(i.id, i.email, i.role, p.name, i.expires)" + WAITS
            + " and i.accountId = :accountId order by i.id desc")
    List<Team.Waiting> ofAccount(UUID accountId, Instant now);

    @Query("select count(i) from Invitation i"
            + " where i.accountId = :accountId and i.joined is null and i.ended > :since")
    int withdrawn(UUID accountId, Instant since);

    /** Ends whatever went to this address before, and says how many. */
    @Modifying
    @Query("update Invitation i set i.ended = :now"
            + " where i.accountId = :accountId and lower(i.email) = lower(:email) and i.ended is null")
    int withdraw(UUID accountId, String email, Instant now);
}
