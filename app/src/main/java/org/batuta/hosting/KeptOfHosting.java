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
    Kept keptTransfers(DataSource database) {
        return Kept.rows("transfers", database, """
                select t.id, t.service_type as type, t.service_name as service, a.number as from_number, t.to_number, t.state,
                    t.asked_at, t.waits_until, t.ended_at, t.obstacle,
                    case when t.from_account = :account then t.asked_by end as asked_by,
                    case when t.to_account = :account then t.answered_by end as answered_by
                from transfer t join account a on a.id = t.from_account
                where t.from_account = :account or t.to_account = :account order by t.id""");
    }

    @Bean
    Kept keptSuspensions(DataSource database) {
        return Kept.rows("suspensions", database, """
                select reason, asked_at, resumed_at, ended_at from suspension where account_id = :account
                order by id""");
    }
}
