package org.batuta.security;

import javax.sql.DataSource;
import org.batuta.accounts.Kept;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class KeptOfSecurity {

    @Bean
    Kept keptSessions(DataSource database) {
        return Kept.rows("sessions", database, """
                select p.login, s.address, s.agent, s.begun, s.used, s.ended
                from login_session s join person p on p.id = s.person_id join membership m on m.person_id = p.id
                where m.account_id = :account and s.impersonated is null order by s.begun, s.id""");
    }

    @Bean
    Kept keptTokens(DataSource database) {
        return Kept.rows("tokens", database, """
                select p.login, t.name, t.start, t.scope, t.addresses, t.created, t.expires, t.ended, t.used, t.used_from
                from api_token t join person p on p.id = t.person_id where t.account_id = :account order by t.id""");
    }
}
