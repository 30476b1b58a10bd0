package org.batuta.hosting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.accounts.Accounts;
import org.batuta.hosting.Transfer.Obstacle;
import org.batuta.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A service with all that lives in it, which have one owner at any time, and what keeps them from moving together. */
@Component
class Belongings {

    /** Why they cannot move, and the service that is the cause; null for an account. */
    record Hindrance(Obstacle obstacle, @Nullable Service service) {}

    private static final String WITHIN = """
            with recursive within (root, id, type) as (
                select parent_id, id, type from service where parent_id in (:roots) and state <> 'REMOVED'
                union all
                select w.root, s.id, s.type from service s join within w on s.parent_id = w.id where s.state <> 'REMOVED')
            select root, type, count(*) as services from within group by root, type""";

    private final ServiceRows services;
    private final RequestRows requests;
    private final DriftRows drifts;
    private final Locks locks;
    private final Accounts accounts;
    private final ServiceTypes types;
    private final JdbcClient sql;

    Belongings(
            ServiceRows services,
            RequestRows requests,
            DriftRows drifts,
            Locks locks,
            Accounts accounts,
            ServiceTypes types,
            JdbcClient sql) {
        this.services = services;
        this.requests = requests;
        this.drifts = drifts;
        this.locks = locks;
        this.accounts = accounts;
        this.types = types;
        this.sql = sql;
    }

    /** All of them, each after the one it lives in. */
    List<Service> of(Service root) {
        List<Service> all = new ArrayList<>(List.of(root));
        services.livingChildren(root.id()).forEach(child -> all.addAll(of(child)));
        return all;
    }

    /** The same, held until the transaction ends: nothing comes to live in one that is held. */
    List<Service> hold(UUID rootId) {
        return held(locks.inItsParent(rootId));
    }

    private List<Service> held(Service service) {
        List<Service> all = new ArrayList<>(List.of(service));
        services.livingChildren(service.id()).forEach(child -> all.addAll(held(services.lock(child.id()))));
        return all;
    }

    /** How many of each type live in each of these services, in one statement. */
    Map<UUID, Map<String, Long>> within(Collection<UUID> roots) {
        Map<UUID, Map<String, Long>> within = new HashMap<>();
        if (!roots.isEmpty()) {
            sql.sql(WITHIN).param("roots", roots).query(row -> {
                within.computeIfAbsent(row.getObject("root", UUID.class), root -> new TreeMap<>())
                        .put(row.getString("type"), row.getLong("services"));
            });
        }
        return within;
    }

    /**
     * The first reason why these cannot move now.
     *
     * @param receiver who shall have them; null while that must not matter
     */
    Optional<Hindrance> hindrance(List<Service> all, @Nullable UUID receiver) {
        Service root = all.get(0);
        if (root.state() == Service.State.REMOVED) {
            return Optional.of(new Hindrance(Obstacle.GONE, root));
        }
        if (!mayHave(root, receiver == null ? root.id() : receiver)) {
            return Optional.of(new Hindrance(Obstacle.NEIGHBOUR, root));
        }
        return ofAccounts(root.accountId(), receiver)
                .or(() -> first(all, Obstacle.UNDER_WAY))
                .or(() -> first(all, Obstacle.STANDS_STILL));
    }

    private Optional<Hindrance> first(List<Service> all, Obstacle obstacle) {
        return all.stream()
                .filter(service -> obstacle == Obstacle.UNDER_WAY ? isUnderWay(service) : !service.isActive())
                .findFirst()
                .map(service -> new Hindrance(obstacle, service));
    }

    /** Not by a wish of which nobody has shown yet that it is its holder's: anybody can make one. */
    private boolean isUnderWay(Service service) {
        return requests.running(service.id()).isPresent()
                || !requests.waiting(service.id()).stream().allMatch(Request::awaitsProof)
                || drifts.isBeingRepaired(service.id());
    }

    /** Both are held until the transaction ends, in one order whoever gives to whom. */
    private Optional<Hindrance> ofAccounts(UUID giver, @Nullable UUID receiver) {
        TreeSet<UUID> both = new TreeSet<>(List.of(giver));
        if (receiver != null) {
            both.add(receiver);
        }
        Obstacle found = null;
        for (UUID account : both) {
            Account.State state = accounts.hold(account).orElseThrow().state();
            if (state == Account.State.CLOSING || state == Account.State.CLOSED) {
                found = Obstacle.CLOSED;
            } else if (state != Account.State.ACTIVE && found == null) {
                found = account.equals(giver) ? Obstacle.GIVER : Obstacle.RECEIVER;
            }
        }
        return Optional.ofNullable(found).map(obstacle -> new Hindrance(obstacle, null));
    }

    /** Whether somebody, who so far has nothing, could have a service of this name as if it was new. */
    private boolean mayHave(Service service, UUID somebody) {
        return types.find(service.type())
                .filter(type -> mayHave(type, service, somebody))
                .isPresent();
    }

    private <S extends Record> boolean mayHave(ServiceType<S> type, Service service, UUID somebody) {
        try {
            type.check(types.read(type, service.spec()), somebody, Optional.empty());
            return true;
        } catch (Refusal refusal) {
            return false;
        }
    }
}
