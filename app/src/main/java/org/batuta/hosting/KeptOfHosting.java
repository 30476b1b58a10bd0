package org.batuta.hosting;

import javax.sql.DataSource;
import org.batuta.accounts.Kept;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class KeptOfHosting {

    @Bean
    Kept keptServices(DataSource database) {
        return Kept.rows("services", database, """
                select id, parent_id, type, name, state, suspended, spec, created_at, activated_at, removed_at,
                    password_set_at, password_set_by, measured, measured_at
                from service where account_id = :account order by id""");
    }

    @Bean
    Kept keptRequests(DataSource database) {
        return Kept.rows("requests", database, """
                select r.id, r.service_id, s.name as service, r.verb, r.state, r.originally, r.wanted, r.before,
                    r.asked_by, r.asked_at, r.scheduled_for, r.started_at, r.ended_at, r.cancelled_by, r.reason
                from request r join service s on s.id = r.service_id where r.account_id = :account order by r.id""");
    }

    @Bean
    Kept keptTimelines(DataSource database) {
        return Kept.rows("timelines", database, """
                select e.request_id, e.at, e.kind, e.args from request_event e join request r on r.id = e.request_id
                where r.account_id = :account order by e.id""");
    }

    @Bean
    Kept keptSuspensions(DataSource database) {
        return Kept.rows("suspensions", database, """
                select reason, asked_at, resumed_at, ended_at from suspension where account_id = :account
                order by id""");
    }
}
