package org.batuta.accounts;

import java.time.Period;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What of this module outlives an account. */
@Configuration(proxyBeanMethods = false)
class HoldsOfAccounts {

    private record Counted(String name, @Nullable Period period, JdbcClient sql, String count) implements Hold {

        @Override
        public long kept(UUID accountId) {
            return sql.sql(count).param("account", accountId).query(Long.class).single();
        }
    }

    /** Its number, that no other account may have. */
    @Bean
    @Order(1)
    Hold holdNumber(JdbcClient sql) {
        return new Counted("number", null, sql, "select count(*) from account where id = :account");
    }

    /** That something was done and when; who and what cannot be read any more. */
    @Bean
    @Order(2)
    Hold holdAudit(JdbcClient sql) {
        return new Counted("audit", null, sql, "select count(*) from audit_entry where account_id = :account");
    }
}
