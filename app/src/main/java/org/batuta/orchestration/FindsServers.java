package org.batuta.orchestration;

import java.util.List;
import org.batuta.accounts.Acting;
import org.batuta.accounts.Permission;
import org.batuta.frame.Finds;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Servers, and operations by their identifiers. */
@Component
@Order(4)
class FindsServers implements Finds {

    private final JdbcClient sql;

    FindsServers(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public String kind() {
        return "orchestration.find";
    }

    @Override
    @Transactional(readOnly = true)
    public List<Found> find(Sought sought) {
        if (!Acting.currentIsLetIn(Permission.SEE_OPERATIONS)) {
            return List.of();
        }
        return sql.sql("""
                (select 0 as rank, id, service_name as name, service_type || ' ' || lower(verb) as more,
                    '/desk/operations/' as at from operation where id::text = :words)
                union
                (select 1, id, name, address, '/desk/servers/' from server
                    where state <> 'RETIRED' and (lower(name) like :within or address like :beginning))
                order by rank, name limit :most""")
                .param("words", sought.words())
                .param("beginning", sought.beginning())
                .param("within", sought.within())
                .param("most", Sought.MOST)
                .query((row, n) -> new Found(
                        row.getString("name"), row.getString("more"), row.getString("at") + row.getString("id")))
                .list();
    }
}
