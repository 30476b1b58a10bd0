package org.batuta.accounts;

import java.util.List;
import org.batuta.frame.Finds;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** People by login, name and mail address; who may not look after their logins is led to the account they work in. */
@Component
@Order(2)
class FindsPeople implements Finds {

    private final JdbcClient sql;

    FindsPeople(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public String kind() {
        return "accounts.find.people";
    }

    @Override
    @Transactional(readOnly = true)
    public List<Found> find(Sought sought) {
        if (!Acting.current().staff() || !Acting.currentIsLetIn(Permission.SEE_ACCOUNTS)) {
            return List.of();
        }
        boolean looksAfter = Acting.currentIsLetIn(Permission.MANAGE_ACCOUNTS);
        return sql.sql("""
                select login, name, email, case when :looksAfter then '/desk/people/' || id
                    else '/desk/accounts/' || (select min(account_id::text) from membership where person_id = person.id) end as address
                from person
                where (login like :beginning or lower(name) like :within or lower(email) like :beginning)
                    and (:looksAfter or exists (select 1 from membership where person_id = person.id))
                order by login not like :beginning, login limit :most""")
                .param("looksAfter", looksAfter)
                .param("beginning", sought.beginning())
                .param("within", sought.within())
                .param("most", Sought.MOST)
                .query((row, n) -> new Found(
                        row.getString("login"),
                        row.getString("name") + ", " + row.getString("email"),
                        row.getString("address")))
                .list();
    }
}
