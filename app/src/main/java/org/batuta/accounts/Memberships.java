package org.batuta.accounts;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface Memberships extends Repository<Membership, UUID> {

    /** Those that count: a closed account is nobody's any more. */
    @Query("select m from Membership m join Account a on a.id = m.accountId"
            + " where m.personId = :personId and a.state <> org.batuta.accounts.Account.State.CLOSED")
    List<Membership> ofPerson(UUID personId);

    @Query("select new org.batuta.accounts.Directory$Member(p, m.role) from Membership m"
            + " join Person p on p.id = m.personId where m.accountId = :accountId order by p.login")
    List<Directory.Member> ofAccount(UUID accountId);

    /** The same, with when a login of each was last used. */
    @Query("select new org.batuta.accounts.Team$Seen(p, m.role,"
            + " (select max(s.used) from LoginSession s where s.personId = p.id)) from Membership m"
            + " join Person p on p.id = m.personId where m.accountId = :accountId order by p.login")
    List<Team.Seen> team(UUID accountId);

    Optional<Membership> findByPersonIdAndAccountId(UUID personId, UUID accountId);

    Membership save(Membership membership);

    void delete(Membership membership);
}
