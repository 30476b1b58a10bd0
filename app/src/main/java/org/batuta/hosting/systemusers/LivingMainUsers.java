package org.batuta.hosting.systemusers;

import java.util.Optional;
import java.util.UUID;
import org.batuta.workflow.Transactions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The main users as they are stored: those that live in no other; the database keeps that there is one (T05). */
@Component
class LivingMainUsers implements MainUsers {

    private final JdbcClient sql;
    private final Transactions transactions;

    LivingMainUsers(JdbcClient sql, Transactions transactions) {
        this.sql = sql;
        this.transactions = transactions;
    }

    @Override
    public Optional<String> hold(UUID accountId) {
        transactions.hold("system users of " + accountId);
        return sql.sql("select name from service where account_id = :account and type = 'systemusers'"
                        + " and parent_id is null and state <> 'REMOVED'")
                .param("account", accountId)
                .query(String.class)
                .optional();
    }
}
