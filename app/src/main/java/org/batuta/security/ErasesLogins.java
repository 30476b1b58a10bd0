package org.batuta.security;

import java.util.List;
import java.util.UUID;
import org.batuta.accounts.Erases;
import org.batuta.accounts.Erasure;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tokens for the account, and all by which its people log in; links that would open something of it. */
@Component
@Order(8)
class ErasesLogins implements Erases {

    private static final List<String> ROWS = List.of(
            "api_token where account_id = :account or person_id in (:people)",
            "passkey where person_id in (:people)",
            "passkey_handle where person_id in (:people)",
            "second_factor where person_id in (:people)",
            "one_time_link where subject in (:ids)");

    private final JdbcClient sql;

    ErasesLogins(JdbcClient sql) {
        this.sql = sql;
    }

    /** Tokens for the account: letters about them went to people who may belong to another one as well. */
    @Override
    public List<UUID> ids(UUID accountId) {
        return sql.sql("select id from api_token where account_id = ?")
                .param(accountId)
                .query(UUID.class)
                .list();
    }

    @Override
    public void erase(Erasure erasure) {
        ROWS.forEach(rows -> sql.sql("delete from " + rows)
                .param("account", erasure.accountId())
                .param("people", erasure.peopleOrNone())
                .param("ids", erasure.ids())
                .update());
    }
}
