package org.batuta.hosting.domains;

import java.util.List;
import java.util.Optional;
import org.batuta.hosting.Service;
import org.batuta.hosting.Services;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The neighbours of a domain as they are stored. */
@Component
class LivingDomains implements Neighbours {

    private final ObjectProvider<Services> services;
    private final JdbcClient sql;

    LivingDomains(ObjectProvider<Services> services, JdbcClient sql) {
        this.services = services;
        this.sql = sql;
    }

    @Override
    public void hold(String name) {
        String[] labels = name.split("\\.");
        String family = labels[labels.length - 2] + "." + labels[labels.length - 1];
        sql.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("domain family " + family)
                .query((row, i) -> true)
                .single();
    }

    @Override
    public Optional<Owned> living(String name) {
        return services.getObject().living(DomainType.KEY, name).map(LivingDomains::owned);
    }

    @Override
    public List<Owned> below(String name) {
        return services.getObject().below(DomainType.KEY, name).stream()
                .map(LivingDomains::owned)
                .toList();
    }

    private static Owned owned(Service service) {
        return new Owned(service.name(), service.accountId());
    }
}
