package org.batuta.hosting;

import java.util.List;
import java.util.UUID;
import org.batuta.accounts.Erases;
import org.batuta.accounts.Erasure;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Services, requests and their timelines, transfers, suspensions, and earlier closures that were stopped. What is offered
 * to the account goes on waiting, as for an account that never was.
 */
@Component
@Order(6)
class ErasesServices implements Erases {

    private static final String IDS = """
            select id from service where account_id = :account
            union select id from request where account_id = :account
            union select id from suspension where account_id = :account
            union select id from closure where account_id = :account and ended_at is not null
            union select id from transfer where from_account = :account or to_account = :account and state <> 'WAITING'
            union select c.id from comparison c join service s on s.id = c.service_id where s.account_id = :account""";

    private static final String OF_IT = " in (select id from service where account_id = :account)";

    private static final List<String> ROWS = List.of(
            "drift where service_id" + OF_IT,
            "drift where operation_id in (select id from operation where account_id = :account)",
            "drift where comparison_id in (select id from comparison where service_id" + OF_IT + ")",
            "comparison where service_id" + OF_IT,
            "request_event where request_id in (select id from request where account_id = :account)",
            "request where account_id = :account",
            "transfer where from_account = :account or to_account = :account",
            "suspension where account_id = :account",
            "placement where service_id" + OF_IT,
            "service where account_id = :account",
            "envelope where account_id = :account",
            "closure where account_id = :account and ended_at is not null");

    private final JdbcClient sql;

    ErasesServices(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public List<UUID> ids(UUID accountId) {
        return sql.sql(IDS).param("account", accountId).query(UUID.class).list();
    }

    @Override
    public void erase(Erasure erasure) {
        sql.sql("update transfer set to_account = null where to_account = :account and state = 'WAITING'")
                .param("account", erasure.accountId())
                .update();
        ROWS.forEach(rows -> sql.sql("delete from " + rows)
                .param("account", erasure.accountId())
                .update());
    }
}
