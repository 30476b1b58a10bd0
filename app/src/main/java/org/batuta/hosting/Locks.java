package org.batuta.hosting;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Holds what a step of a process works on, the service first and its request second, as everybody does who needs both;
 * what the transaction holds already is not asked for again.
 */
@Component
class Locks {

    /** A request and its service, held until the transaction ends. */
    record Work(Request request, Service service) {}

    private final RequestRows requests;
    private final ServiceRows services;
    private final EntityManager entities;

    Locks(RequestRows requests, ServiceRows services, EntityManager entities) {
        this.requests = requests;
        this.services = services;
        this.entities = entities;
    }

    Optional<Request> requestIfThere(UUID requestId) {
        return Optional.ofNullable(entities.find(Request.class, requestId, LockModeType.PESSIMISTIC_WRITE));
    }

    /** A service in another is locked after it. */
    Service inItsParent(UUID serviceId) {
        services.parentOfService(serviceId).ifPresent(services::lock);
        return services.lock(serviceId);
    }

    Service service(UUID serviceId) {
        return entities.find(Service.class, serviceId, LockModeType.PESSIMISTIC_WRITE);
    }

    Work of(UUID requestId) {
        UUID serviceId = requests.serviceOf(requestId).orElseThrow();
        Service service = entities.find(Service.class, serviceId, LockModeType.PESSIMISTIC_WRITE);
        return new Work(entities.find(Request.class, requestId, LockModeType.PESSIMISTIC_WRITE), service);
    }
}
