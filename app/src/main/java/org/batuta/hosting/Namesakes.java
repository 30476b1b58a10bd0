package org.batuta.hosting;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.batuta.kernel.Like;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.batuta.secrets.Secret;
import org.batuta.workflow.Transactions;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The services of an account that are for the same identity; they may be given one password at once (T07). */
@Component
@Transactional
public class Namesakes {

    private static final PageRequest FIRST = PageRequest.ofSize(50);

    private final Services services;
    private final ServiceRows rows;
    private final ServiceTypes types;
    private final Requests requests;
    private final Transactions transactions;

    Namesakes(Services services, ServiceRows rows, ServiceTypes types, Requests requests, Transactions transactions) {
        this.services = services;
        this.rows = rows;
        this.types = types;
        this.requests = requests;
        this.transactions = transactions;
    }

    /**
     * The first fifty others by name; none if the service takes no password.
     *
     * @throws NotFound when the person may not see the service
     */
    @PreAuthorize("hasAuthority('ORDER_SERVICES')")
    @Transactional(readOnly = true)
    public List<Service> of(UUID serviceId) {
        Service service = services.get(serviceId);
        Optional<String> identity = identityOf(service);
        if (identity.isEmpty()) {
            return List.of();
        }
        String beginning = Like.escaped(identity.get()) + "%";
        return rows.beginningWith(service.accountId(), beginning, FIRST).stream()
                .filter(other ->
                        !other.id().equals(serviceId) && identityOf(other).equals(identity))
                .toList();
    }

    private Optional<String> identityOf(Service service) {
        ServiceType<?> type = types.of(service.type());
        return type.takesPassword() ? type.identityOf(service.name()) : Optional.empty();
    }

    /**
     * Asks for another password of a service, and of some of its namesakes; each by a request of its own, all or none.
     *
     * @param also which namesakes get it too
     * @return the request for the service itself
     * @throws Refusal as {@link Requests#setPassword} does for each of them, and at {@code also} for what is no namesake
     */
    @PreAuthorize("hasAuthority('ORDER_SERVICES')")
    public Request setPassword(UUID serviceId, @Nullable Secret password, Collection<UUID> also, @Nullable String key) {
        if (!also.isEmpty()) {
            // several services are locked: whoever does that does it alone, so that nobody waits for each other
            transactions.hold("namesakes/" + services.get(serviceId).accountId());
            requireNamesakes(serviceId, also);
        }
        Request request = requests.setPassword(serviceId, password, key);
        also.stream()
                .distinct()
                .sorted()
                .forEach(other -> requests.setPassword(other, password, key == null ? null : keyOf(key, other)));
        return request;
    }

    private void requireNamesakes(UUID serviceId, Collection<UUID> also) {
        Set<UUID> namesakes = of(serviceId).stream().map(Service::id).collect(Collectors.toSet());
        if (!namesakes.containsAll(also)) {
            throw Refusal.at("also", "choice");
        }
    }

    private static String keyOf(String key, UUID other) {
        return UUID.nameUUIDFromBytes((key + "/" + other).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
