package org.batuta.accounts;

import com.fasterxml.jackson.databind.ObjectMapper;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class KeptOfAccounts {

    @Bean
    Kept keptAccount(DataSource database) {
        return Kept.rows(
                "account",
                database,
                "select number, name, kind, language, state, opened from account where id = :account");
    }

    @Bean
    Kept keptPeople(DataSource database) {
        return Kept.rows("people", database, """
                select p.login, p.name, p.email, m.role, p.created, p.disabled
                from membership m join person p on p.id = m.person_id where m.account_id = :account order by p.login""");
    }

    @Bean
    Kept keptContacts(DataSource database) {
        return Kept.rows("contacts", database, """
                select usage, email, language, confirmed from contact where account_id = :account
                order by usage, email""");
    }

    @Bean
    Kept keptAudit(History history, ObjectMapper json) {
        return new KeptAudit(history, json);
    }
}
