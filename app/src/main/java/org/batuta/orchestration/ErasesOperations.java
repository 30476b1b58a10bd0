package org.batuta.orchestration;

import java.util.List;
import java.util.UUID;
import org.batuta.accounts.Erases;
import org.batuta.accounts.Erasure;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Everything that ran on servers for the account, with what it said there. */
@Component
@Order(7)
class ErasesOperations implements Erases {

    private final JdbcClient sql;

    ErasesOperations(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public List<UUID> ids(UUID accountId) {
        return sql.sql("select id from operation where account_id = :account"
                        + " union select request_id from operation where account_id = :account and request_id not in"
                        + " (select request_id from operation where account_id <> :account)")
                .param("account", accountId)
                .query(UUID.class)
                .list();
    }

    @Override
    public void erase(Erasure erasure) {
        sql.sql("select erase_operations(?)")
                .param(erasure.accountId())
                .query((row, n) -> true)
                .list();
    }
}
