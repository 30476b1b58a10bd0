package org.batuta.hosting;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.batuta.accounts.Acting;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a person's first page says: what there is, what is going on, what went wrong lately. Few statements each. */
@Component
@Transactional(readOnly = true)
public class Overview {

    private static final Pageable FEW = PageRequest.of(0, 10);
    private static final Duration LATELY = Duration.ofDays(14);

    private final ServiceRows services;
    private final RequestRows requests;
    private final RequestEventRows events;
    private final Clock clock;

    Overview(ServiceRows services, RequestRows requests, RequestEventRows events, Clock clock) {
        this.services = services;
        this.requests = requests;
        this.events = events;
        this.clock = clock;
    }

    /** How many living services of a type are in this state. */
    public record Count(String type, Service.State state, long services) {}

    /** The person's services, counted by type and state. */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public List<Count> counts() {
        Acting acting = Acting.current();
        return acting.staff() ? services.counts() : services.counts(acting.accountIds());
    }

    /** The newest requests that have not ended. */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public List<Request> open() {
        Acting acting = Acting.current();
        return acting.staff() ? requests.open(FEW) : requests.open(acting.accountIds(), FEW);
    }

    /** What failed lately and was not asked for again since; what the customer cancelled is no failure. */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public List<Request> failed() {
        Acting acting = Acting.current();
        var since = clock.instant().minus(LATELY);
        return acting.staff() ? List.of() : requests.failed(acting.accountIds(), since, FEW);
    }

    /** The services that these requests are about, by id; gone ones too, because their requests stay. */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public Map<UUID, Service> servicesOf(Collection<Request> of) {
        List<UUID> ids = reached(of).map(Request::serviceId).distinct().toList();
        return services.findAllById(ids).stream().collect(Collectors.toMap(Service::id, Function.identity()));
    }

    /** The last line on the timeline of each of these requests: why it waits, and for whom. */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public Map<UUID, RequestEvent> lastOf(Collection<Request> of) {
        List<UUID> ids = reached(of).map(Request::id).toList();
        return ids.isEmpty()
                ? Map.of()
                : events.last(ids).stream().collect(Collectors.toMap(RequestEvent::requestId, Function.identity()));
    }

    private static Stream<Request> reached(Collection<Request> requests) {
        Acting acting = Acting.current();
        return requests.stream().filter(request -> acting.mayReach(request.accountId()));
    }
}
