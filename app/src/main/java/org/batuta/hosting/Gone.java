package org.batuta.hosting;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.batuta.kernel.Refusal;
import org.batuta.orchestration.FormerServices;
import org.batuta.orchestration.Operation;
import org.springframework.stereotype.Component;

/** Services that were removed, or of which only operations are left. */
@Component
class Gone implements FormerServices {

    private final ServiceRows services;
    private final Wishes wishes;

    Gone(ServiceRows services, Wishes wishes) {
        this.services = services;
        this.wishes = wishes;
    }

    @Override
    public Set<UUID> among(Collection<UUID> serviceIds) {
        Set<UUID> gone = new HashSet<>(serviceIds);
        gone.removeAll(services.livingOf(serviceIds));
        return gone;
    }

    @Override
    public void requireGone(Operation operation) {
        wishes.holdName(operation.serviceType(), operation.serviceName());
        if (!services.livingOf(Set.of(operation.serviceId())).isEmpty()) {
            throw Refusal.at("", "service-lives", operation.serviceName());
        }
        if (services.living(operation.serviceType(), operation.serviceName()).isPresent()) {
            throw Refusal.at("", "name-of-another", operation.serviceName());
        }
    }
}
