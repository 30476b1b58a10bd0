package org.batuta.accounts;

import java.util.List;
import org.batuta.frame.Finds;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

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
        return sql.sql("""
                select id, login, name, email from person
                where login like :beginning or lower(name) like :within or lower(email) like :beginning
                order by login not like :beginning, login limit :most""")
                .param("beginning", sought.beginning())
                .param("within", sought.within())
                .param("most", Sought.MOST)
                .query((row, n) -> new Found(
                        row.getString("login"),
                        row.getString("name") + ", " + row.getString("email"),
                        "/desk/people/" + row.getString("id")))
                .list();
    }
}
