package org.batuta.hosting.domains;

import org.batuta.accounts.Erases;
import org.batuta.accounts.Erasure;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The zones of domains that no other account has or had; a later one of that name begins by the clock. */
@Component
@Order(5)
class ErasesZones implements Erases {

    private final JdbcClient sql;

    ErasesZones(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public void erase(Erasure erasure) {
        sql.sql(
                        "delete from zone where name in (select name from service where account_id = :account and type = 'domains')"
                                + " and name not in (select name from service where account_id <> :account and type = 'domains')")
                .param("account", erasure.accountId())
                .update();
    }
}
