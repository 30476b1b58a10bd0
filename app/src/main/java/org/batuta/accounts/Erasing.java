package org.batuta.accounts;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Erases all that is known of an account that is being closed, one part of it after the other (L16). */
@Component
@Transactional
public class Erasing {

    /** The people who belong to {@code :account} alone, and are not of the staff. */
    static final String ALONE = """
            select p.id from membership m join person p on p.id = m.person_id
            where m.account_id = :account and p.staff_role is null
                and not exists (select 1 from membership o where o.person_id = p.id and o.account_id <> :account)""";

    private static final String ADDRESSES = "with alone as (" + ALONE + """
            ), own (address) as (
                select lower(email) from contact where account_id = :account
                union select lower(email) from invitation where account_id = :account
                union select lower(email) from person where id in (select id from alone))
            select address from own where address not in (
                select lower(email) from contact where account_id <> :account
                union select lower(email) from person where id not in (select id from alone))""";

    private final Accounts accounts;
    private final List<Erases> parts;
    private final JdbcClient sql;

    Erasing(Accounts accounts, List<Erases> parts, JdbcClient sql) {
        this.accounts = accounts;
        this.parts = parts;
        this.sql = sql;
    }

    /** How many people belong to this account alone, and will not be able to log in any more. */
    @Transactional(readOnly = true)
    public long peopleOf(UUID accountId) {
        return alone(accountId).size();
    }

    /**
     * Erases one part.
     *
     * @param part counted from zero
     * @return whether there are more
     */
    public boolean erase(UUID accountId, int part) {
        Account account = accounts.lock(accountId).orElseThrow();
        if (account.state() != Account.State.CLOSING) {
            throw new IllegalStateException("Account " + account.number() + " is " + account.state());
        }
        parts.get(part).erase(erasure(accountId));
        return part + 1 < parts.size();
    }

    private Erasure erasure(UUID accountId) {
        Set<UUID> ids = new HashSet<>();
        parts.forEach(part -> ids.addAll(part.ids(accountId)));
        List<String> addresses = sql.sql(ADDRESSES)
                .param("account", accountId)
                .query(String.class)
                .list();
        return new Erasure(accountId, Set.copyOf(ids), Set.copyOf(alone(accountId)), Set.copyOf(addresses));
    }

    private List<UUID> alone(UUID accountId) {
        return sql.sql(ALONE).param("account", accountId).query(UUID.class).list();
    }
}
