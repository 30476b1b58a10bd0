package org.batuta.hosting;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.batuta.accounts.Acting;
import org.batuta.kernel.NotFound;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What accounts own, as a person may see it: every list is filtered in its query, a foreign id is an unknown one. */
@Component
@Transactional(readOnly = true)
public class Services {

    private final ServiceRows rows;
    private final Places places;
    private final ServiceTypes types;

    Services(ServiceRows rows, Places places, ServiceTypes types) {
        this.rows = rows;
        this.places = places;
        this.types = types;
    }

    /** A page of the living services that the person may see, by type and name. */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public Page<Service> mine(Pageable page) {
        Acting acting = Acting.current();
        return acting.staff() ? rows.living(page) : rows.ofAccounts(acting.accountIds(), page);
    }

    /** A page of the living services of one account, by type and name; empty for whoever may not see them. */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public Page<Service> ofAccount(UUID accountId, Pageable page) {
        return Acting.current().mayReach(accountId) ? rows.ofAccounts(List.of(accountId), page) : Page.empty(page);
    }

    /** The living services of one type of one account, by name, for a selector. */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public List<Service> ofType(UUID accountId, String type) {
        Acting acting = Acting.current();
        return acting.mayReach(accountId) ? rows.ofType(accountId, type) : List.of();
    }

    /**
     * One service.
     *
     * @throws NotFound when there is none, or it is somebody else's
     */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public Service get(UUID id) {
        return rows.findById(id)
                .filter(service -> Acting.current().mayReach(service.accountId()))
                .orElseThrow(() -> new NotFound("service", id));
    }

    /** What lives in this service, and would be lost with it. */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public List<Service> within(UUID id) {
        return rows.livingChildren(get(id).id());
    }

    /** What a customer copies into other programs; empty while this release does not know the type. */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public List<ServiceType.Fact> facts(UUID id) {
        Service service = get(id);
        return types.find(service.type()).map(type -> facts(type, service)).orElse(List.of());
    }

    private <S extends Record> List<ServiceType.Fact> facts(ServiceType<S> type, Service service) {
        return type.facts(places.wish(type, service, service.spec(), service.isActive()));
    }

    /** For rules of service types, which see every account: the living service of this name, whoever owns it. */
    public Optional<Service> living(String type, String name) {
        return rows.living(type, name);
    }

    /** For rules of service types: living services of a type whose names end with a dot and this name. */
    public List<Service> below(String type, String name) {
        return rows.below(type, name);
    }
}
