package org.batuta.accounts;

import java.util.List;
import org.batuta.frame.Finds;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
@Order(1)
class FindsAccounts implements Finds {

    private final JdbcClient sql;

    FindsAccounts(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public String kind() {
        return "accounts.find.accounts";
    }

    @Override
    @Transactional(readOnly = true)
    public List<Found> find(Sought sought) {
        if (!Acting.current().staff() || !Acting.currentIsLetIn(Permission.SEE_ACCOUNTS)) {
            return List.of();
        }
        return sql.sql("""
                (select id, name, number, 1 as rank from account where lower(name) like :beginning
                    or number::text like :beginning order by lower(name) limit :most)
                union
                (select id, name, number, 2 from account where lower(name) like :within
                    and lower(name) not like :beginning order by lower(name) limit :most)
                union
                (select id, name, number, 0 from account where id::text = :words)
                order by rank, name limit :most""")
                .param("beginning", sought.beginning())
                .param("within", sought.within())
                .param("words", sought.words())
                .param("most", Sought.MOST)
                .query((row, n) -> new Found(
                        row.getString("name"), row.getString("number"), "/desk/accounts/" + row.getString("id")))
                .list();
    }
}
