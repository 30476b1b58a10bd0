package org.batuta.hosting;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.batuta.accounts.Acting;
import org.batuta.frame.Finds;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Living services, also a mailbox by the beginning of its domain, and requests by their identifiers. */
@Component
@Order(3)
class FindsServices implements Finds {

    private static final UUID NONE = new UUID(0, 0);

    private final JdbcClient sql;

    FindsServices(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public String kind() {
        return "hosting.find";
    }

    @Override
    @Transactional(readOnly = true)
    public List<Found> find(Sought sought) {
        Acting acting = Acting.current();
        Set<UUID> mine = acting.accountIds();
        return sql.sql("""
                (select 0 as rank, r.id, s.name, a.name as of, '/requests/' as at from request r
                    join service s on s.id = r.service_id join account a on a.id = r.account_id
                    where r.id::text = :words and (:all or r.account_id in (:mine)))
                union
                (select 1, s.id, s.name, a.name, '/services/' from service s join account a on a.id = s.account_id
                    where s.state <> 'REMOVED' and lower(s.name) like :beginning
                    and (:all or s.account_id in (:mine)) order by lower(s.name) limit :most)
                union
                (select 2, s.id, s.name, a.name, '/services/' from service s join account a on a.id = s.account_id
                    where s.state <> 'REMOVED' and (lower(s.name) like :within or s.id::text = :words)
                    and lower(s.name) not like :beginning and (:all or s.account_id in (:mine)) limit :most)
                order by rank, name limit :most""")
                .param("words", sought.words())
                .param("beginning", sought.beginning())
                .param("within", sought.within())
                .param("all", acting.staff())
                .param("mine", mine.isEmpty() ? Set.of(NONE) : mine)
                .param("most", Sought.MOST)
                .query((row, n) -> new Found(
                        row.getString("name"), row.getString("of"), row.getString("at") + row.getString("id")))
                .list();
    }
}
