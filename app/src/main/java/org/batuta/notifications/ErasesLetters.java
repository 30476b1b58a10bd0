package org.batuta.notifications;

import java.sql.Types;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.batuta.accounts.Erases;
import org.batuta.accounts.Erasure;
import org.batuta.workflow.Past;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Letters to people of the account, and those to others about something of it. */
@Configuration(proxyBeanMethods = false)
class ErasesLetters {

    private static final String ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    // the model is read as text: as JSON, PostgreSQL reads none that carries a NUL, which scripts may write
    private static final String FOUND = "select id from letter where lower(recipient) = any (:addresses)"
            + " or substring(event_key from '" + ID + "') = any (:ids)"
            + " or substring(model::text from '\"link\":\"[^\"]*?(" + ID + ")') = any (:ids)"
            + " or (alarm or template like 'task-%') and exists (select 1 from service"
            + " where account_id = :account and position(lower(name) in lower(model::text)) > 0)";

    @Bean
    @Order(3)
    Erases endsSending(Past past, JdbcClient sql) {
        return erasure -> past.end(found(sql, erasure));
    }

    @Bean
    @Order(4)
    Erases forgetsLetters(Past past, JdbcClient sql) {
        return erasure -> {
            List<UUID> letters = found(sql, erasure);
            past.forget(letters);
            SqlParameterValue ids = texts(letters.stream().map(UUID::toString));
            sql.sql("update letter set told_by = null where told_by = any (:ids::uuid[])")
                    .param("ids", ids)
                    .update();
            sql.sql("delete from letter where id = any (:ids::uuid[])")
                    .param("ids", ids)
                    .update();
        };
    }

    private static List<UUID> found(JdbcClient sql, Erasure erasure) {
        return sql.sql(FOUND)
                .param("account", erasure.accountId())
                .param("addresses", texts(erasure.addresses().stream()))
                .param("ids", texts(erasure.ids().stream().map(UUID::toString)))
                .query(UUID.class)
                .list();
    }

    private static SqlParameterValue texts(Stream<String> values) {
        return new SqlParameterValue(Types.ARRAY, "text", values.toArray(String[]::new));
    }
}
