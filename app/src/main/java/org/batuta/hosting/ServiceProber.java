package org.batuta.hosting;

import java.util.List;
import java.util.UUID;
import org.batuta.hosting.ServiceType.Look;
import org.batuta.hosting.ServiceType.Wish;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.ProbeResult;
import org.batuta.orchestration.Prober;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets the type of a service look at it from outside, as it was wished when the probe was planned. */
@Component
class ServiceProber implements Prober {

    private final ServiceTypes types;
    private final Places places;
    private final TransactionTemplate transaction;

    ServiceProber(ServiceTypes types, Places places, TransactionTemplate transaction) {
        this.types = types;
        this.places = places;
        this.transaction = transaction;
    }

    @Override
    public ProbeResult probe(Operation operation) {
        return probe(types.of(operation.serviceType()), operation);
    }

    private <S extends Record> ProbeResult probe(ServiceType<S> type, Operation operation) {
        UUID service = operation.serviceId();
        Look look = Look.valueOf(operation.parameters().getOrDefault("look", Look.CHANGED.name()));
        S spec = types.read(type, operation.snapshot());
        var servers = transaction.execute(status -> places.of(service));
        return type.probe(new Wish<>(service, spec, look != Look.GONE, List.copyOf(servers)), look);
    }
}
