package org.batuta.hosting;

import jakarta.persistence.criteria.Predicate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.batuta.accounts.Acting;
import org.batuta.kernel.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.support.PageableExecutionUtils;
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
        return acting.staff() ? living(page) : rows.ofAccounts(acting.accountIds(), page);
    }

    /** A page of what is looked for among the services that the person may see, by type and name. */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public Page<Service> mine(Search wanted, Pageable page) {
        Pageable inOrder = PageRequest.of(page.getPageNumber(), page.getPageSize(), Sort.by("type", "name"));
        return rows.findAll(wanted.asQuery(null).and(reached()), inOrder);
    }

    private Page<Service> living(Pageable page) {
        List<Service> found = rows.living(page.getPageSize(), page.getOffset());
        return PageableExecutionUtils.getPage(found, page, rows::countLiving);
    }

    /** A page of the living services of one account, by type and name; empty for whoever may not see them. */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public Page<Service> ofAccount(UUID accountId, Pageable page) {
        return Acting.current().mayReach(accountId) ? rows.ofAccounts(List.of(accountId), page) : Page.empty(page);
    }

    /**
     * Which services are looked for; what is null or empty does not matter, but those that are gone are found only by
     * that state.
     *
     * @param name the canonical name
     * @param parentId the service in which they live
     * @param top only those that live in no other, as the main users of accounts (T05)
     */
    public record Search(
            @Nullable UUID accountId,
            @Nullable String type,
            Set<Service.State> states,
            @Nullable String name,
            @Nullable UUID parentId,
            boolean top) {

        public Search {
            states = states.isEmpty() ? EnumSet.complementOf(EnumSet.of(Service.State.REMOVED)) : Set.copyOf(states);
        }

        private Specification<Service> asQuery(@Nullable UUID after) {
            return (service, query, is) -> {
                List<Predicate> all = new ArrayList<>();
                all.add(service.get("state").in(states));
                Conditions.equal(all, is, service.get("accountId"), accountId);
                Conditions.equal(all, is, service.get("type"), type);
                Conditions.equal(all, is, service.get("name"), name);
                Conditions.equal(all, is, service.get("parentId"), parentId);
                if (top) {
                    all.add(is.isNull(service.get("parentId")));
                }
                if (after != null) {
                    all.add(is.greaterThan(service.<UUID>get("id"), after));
                }
                return is.and(all.toArray(Predicate[]::new));
            };
        }
    }

    /**
     * What is looked for among the services that the person may see, in the order in which they were asked for, in one
     * statement.
     *
     * @param after the last one that was seen already; null for the first ones
     */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public List<Service> search(Search wanted, @Nullable UUID after, int most) {
        return rows.findBy(
                wanted.asQuery(after).and(reached()),
                found -> found.sortBy(Sort.by("id")).limit(most).all());
    }

    private static Specification<Service> reached() {
        Acting acting = Acting.current();
        return (service, query, is) ->
                acting.staff() ? is.conjunction() : service.get("accountId").in(acting.accountIds());
    }

    /** The living services of one type of one account, by name, for a selector. */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public List<Service> ofType(UUID accountId, String type) {
        Acting acting = Acting.current();
        return acting.mayReach(accountId) ? rows.ofType(accountId, type) : List.of();
    }

    /** The newest service of a type that works, in the accounts to which the person belongs. */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public Optional<Service> newest(String type) {
        return rows.newest(Acting.current().accountIds(), type);
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
