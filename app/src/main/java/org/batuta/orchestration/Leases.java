package org.batuta.orchestration;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who works on what. A claim is a lease in the operation's row: the database's clock decides when it is over, and
 * whoever lost it writes nothing. Claims are made one node at a time, so that the limit of a server holds on all.
 */
@Component
class Leases {

    private static final long ONE_AT_A_TIME = 0x6261747574614cL;

    /** Operations that may begin, oldest step first; of each server as many steps as it has room for. */
    private static final String RUNNABLE = """
            with running as (
                select server_id, count(distinct step_id) as steps from operation where state = 'RUNNING' group by server_id
            ), waiting as (
                select o.id, o.step_id, o.position, o.server_id,
                       dense_rank() over (partition by o.server_id order by o.step_id) as turn
                from operation o join step s on s.id = o.step_id left join server v on v.id = o.server_id
                where o.state = 'PENDING' and (o.server_id is null) = :probes
                and (s.state = 'RUNNING' and o.checks is null or s.state = 'CHECKING' and o.checks is not null)
                and (o.server_id is null or v.state = 'ACTIVE' or v.state = 'ENROLLING' and o.verb = 'PREPARE')
                and not exists (select from operation r where r.step_id = o.step_id and r.state = 'RUNNING')
                and not exists (select from operation e where e.step_id = o.step_id and e.service_id = o.service_id
                    and e.position < o.position and e.checks is null and o.checks is null
                    and e.state not in ('DONE', 'DONE_WITH_WARNING'))
            )
            select w.id from waiting w left join running r on r.server_id = w.server_id
            where :probes or w.turn + coalesce(r.steps, 0) <= :perServer
            order by w.step_id, w.position limit :room""";

    private static final String ORPHANS = """
            select o.id from operation o left join server v on v.id = o.server_id
            where o.state = 'RUNNING' and (o.lease_until is null or o.lease_until < now())
            and (v.id is null or v.state <> 'BLOCKED')
            order by o.step_id, o.position limit :room""";

    private final JdbcClient sql;
    private final StoredOperations operations;
    private final StoredServers servers;
    private final StoredHostKeys keys;
    private final OrchestrationSettings settings;
    private final Clock clock;

    Leases(
            JdbcClient sql,
            StoredOperations operations,
            StoredServers servers,
            StoredHostKeys keys,
            OrchestrationSettings settings,
            Clock clock) {
        this.sql = sql;
        this.operations = operations;
        this.servers = servers;
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    /** Takes what may begin now. */
    @Transactional
    public List<Claim> claim(String node, boolean probes, int room) {
        List<UUID> ids = sql.sql(RUNNABLE)
                .param("probes", probes)
                .param("perServer", settings.parallelPerServer())
                .param("room", room)
                .query(UUID.class)
                .list();
        if (ids.isEmpty()) {
            return List.of();
        }
        sql.sql("select pg_advisory_xact_lock(?)").param(ONE_AT_A_TIME).query().singleRow();
        ids = sql.sql(RUNNABLE)
                .param("probes", probes)
                .param("perServer", settings.parallelPerServer())
                .param("room", room)
                .query(UUID.class)
                .list();
        Instant lease = leaseEnd();
        List<Operation> taken = new ArrayList<>();
        for (Operation operation : operations.lockFree(ids)) {
            if (operation.state() == OperationState.PENDING) {
                operation.begin(node, lease, clock.instant());
                taken.add(operation);
            }
        }
        return bySteps(taken, false);
    }

    /** Takes over what its holder has left: it may have been handed over, so it is looked for first. */
    @Transactional
    public List<Claim> takeOver(String node, int room) {
        List<UUID> ids = sql.sql(ORPHANS).param("room", room).query(UUID.class).list();
        if (ids.isEmpty()) {
            return List.of();
        }
        Instant lease = leaseEnd();
        Instant now = databaseTime();
        List<Operation> taken = new ArrayList<>();
        for (Operation operation : operations.lockFree(ids)) {
            if (operation.isOrphan(now)) {
                operation.takeOver(node, lease);
                taken.add(operation);
            }
        }
        return bySteps(taken, true);
    }

    /** Keeps what this node works on, and tells which of it is still its own. */
    @Transactional
    public List<UUID> renew(String node, Collection<UUID> held) {
        return held.isEmpty()
                ? List.of()
                : sql.sql("update operation set lease_until = now() + make_interval(secs => :lease)"
                                + " where claimed_by = :node and state = 'RUNNING' and id in (:held) returning id")
                        .param("lease", settings.lease().toMillis() / 1000.0)
                        .param("node", node)
                        .param("held", held)
                        .query(UUID.class)
                        .list();
    }

    /** Leaves it to whoever comes first. */
    @Transactional
    public void release(String node, UUID operation) {
        sql.sql("update operation set lease_until = null where id = ? and claimed_by = ? and state = 'RUNNING'")
                .param(operation)
                .param(node)
                .update();
    }

    /** Back to the queue: nothing was sent, and nothing will be before the server takes operations again. */
    @Transactional
    public void giveBack(String node, Operation held) {
        operations
                .lock(held.id())
                .filter(operation -> operation.isHeldBy(node, held.attempts()))
                .ifPresent(Operation::giveBack);
    }

    private List<Claim> bySteps(List<Operation> taken, boolean begun) {
        Map<UUID, List<Operation>> steps = new LinkedHashMap<>();
        taken.forEach(operation -> steps.computeIfAbsent(operation.stepId(), id -> new ArrayList<>())
                .add(operation));
        return steps.values().stream()
                .map(all -> new Claim(target(all.get(0).serverId()), List.copyOf(all), begun, openRuns(all)))
                .toList();
    }

    private List<String> openRuns(List<Operation> all) {
        return all.stream()
                .map(operation -> {
                    UUID checked = operation.checks();
                    return checked == null
                            ? operation.openRunId()
                            : operations
                                    .findById(checked)
                                    .map(Operation::openRunId)
                                    .orElse(null);
                })
                .filter(Objects::nonNull)
                .toList();
    }

    /** Where a server is, with the keys that a person accepted; null for no server. */
    @Nullable
    Target target(@Nullable UUID serverId) {
        return serverId == null
                ? null
                : servers.findById(serverId)
                        .map(server -> Target.of(server, keys.findByServerIdAndState(serverId, HostKey.State.ACCEPTED)))
                        .orElseThrow();
    }

    @Nullable
    String serverName(@Nullable UUID serverId) {
        return serverId == null
                ? null
                : servers.findById(serverId).map(Server::name).orElse(null);
    }

    private Instant databaseTime() {
        return sql.sql("select now()").query(Timestamp.class).single().toInstant();
    }

    private Instant leaseEnd() {
        return databaseTime().plus(settings.lease());
    }
}
