package org.batuta.orchestration;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.batuta.kernel.Ids;
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

    private static final UUID NO_SERVER = new UUID(0, 0);
    private static final long ONE_AT_A_TIME = 0x6261747574614cL;

    /** Of a step what may begin: not before what stands before it in the same service, nor beside what runs of the step. */
    private static final String MAY_BEGIN = """
            o.state = 'PENDING'
            and (s.state = 'RUNNING' and o.checks is null or s.state = 'CHECKING' and o.checks is not null)
            and not exists (select from operation r where r.step_id = o.step_id and r.state = 'RUNNING')
            and not exists (select from operation e where e.step_id = o.step_id and e.service_id = o.service_id
                and e.position < o.position and e.checks is null and o.checks is null
                and e.state not in ('DONE', 'DONE_WITH_WARNING', 'RELOADING'))
            """;

    /** A reload waits for what ran when it was wanted, not for long, and for the earlier reload of the same daemon. */
    private static final String RELOADS_NOW = """
            (o.verb <> 'RELOAD' or not exists (select from operation e where e.verb = 'RELOAD' and e.id < o.id
                    and e.server_id = o.server_id and e.service_type = o.service_type
                    and e.state not in ('DONE', 'DONE_WITH_WARNING', 'SUPERSEDED'))
                and (o.created < :latest or not exists (select from operation e where e.state = 'RUNNING'
                    and e.server_id = o.server_id and e.service_type = o.service_type and e.started <= o.created)))
            """;

    /** Its script lies on the server, and the server is prepared for it; nobody asks one that is no longer ours. */
    private static final String HAS_SCRIPT = """
            (o.script_sha is null or server.state = 'RETIRED' or exists (select from server_script h
                where h.server_id = o.server_id and h.sha256 = o.script_sha and (h.ready or o.verb = 'PREPARE')))
            """;

    /** Who found its server silent tries again; others only when nobody does. */
    private static final String KNOCKS = "(o.attempts > 0 or o.checks is not null or server.knock_at <= :nobody)";

    /** By turn, then the oldest step first; of each server as much as fits into the calls that it has left. */
    private static final String FOR_SERVERS = """
            select next.id, next.server_id, server.calls, next.turn = 0 as reload, server.silent from (
                select v.id, v.state, v.knock_at, v.knock_at is not null and v.state <> 'RETIRED' as silent,
                    :perServer - (select count(distinct call_id) from operation
                        where server_id = v.id and state = 'RUNNING') as calls
                from server v where (v.state = 'RETIRED'
                    or v.state in ('ACTIVE', 'ENROLLING') and (v.knock_at is null or v.knock_at <= :now))
                and exists (select from operation where server_id = v.id and state = 'PENDING')
            ) server cross join lateral (
                select o.id, o.server_id, o.turn, o.step_id, o.position
                from operation o join step s on s.id = o.step_id
                where o.server_id = server.id and (server.state <> 'ENROLLING' or o.verb = 'PREPARE')
                and (not server.silent or %s) and %s and %s and %s
                order by o.turn, o.step_id, o.position limit greatest(server.calls, 0) * :batch
            ) next order by next.turn, next.step_id, next.position limit :room * :batch""".formatted(KNOCKS, MAY_BEGIN, HAS_SCRIPT, RELOADS_NOW);

    private static final String PROBES = """
            select o.id, o.server_id, cast(:room as int) as calls, false as reload,
                false as silent
            from operation o join step s on s.id = o.step_id where o.server_id is null and %s order by o.step_id, o.position limit :room""".formatted(MAY_BEGIN);

    private static final String GLANCE = """
            select exists (select from operation where state = 'PENDING' and server_id is not null) as pending,
                exists (select from operation where state = 'PENDING' and server_id is null) as probes,
                exists (select from operation where state = 'RUNNING' and (lease_until is null or lease_until < now()))
                    as orphans,
                exists (select from step where state = 'STOPPING') as stops""";

    private static final String ORPHANS = """
            select o.id from operation o left join server v on v.id = o.server_id
            where o.state = 'RUNNING' and (o.lease_until is null or o.lease_until < now())
            and (v.id is null or v.state <> 'BLOCKED')
            order by o.step_id, o.position limit :room""";

    private static final String RENEW = """
            with own as (select id from operation where claimed_by = :node and state = 'RUNNING' and id in (:held)),
                free as (select id from operation where id in (select id from own)
                    and claimed_by = :node and state = 'RUNNING' for update skip locked),
                renewed as (update operation set lease_until = now() + make_interval(secs => :lease)
                    where id in (select id from free))
            select id from own""";

    private final JdbcClient sql;
    private final StoredOperations operations;
    private final StoredServers servers;
    private final StoredHostKeys keys;
    private final Pace pace;
    private final OrchestrationSettings settings;
    private final Clock clock;

    Leases(
            JdbcClient sql,
            StoredOperations operations,
            StoredServers servers,
            StoredHostKeys keys,
            Pace pace,
            OrchestrationSettings settings,
            Clock clock) {
        this.sql = sql;
        this.operations = operations;
        this.servers = servers;
        this.keys = keys;
        this.pace = pace;
        this.settings = settings;
        this.clock = clock;
    }

    /** An operation that may begin, how many calls its server has left for it and others, and whether that is silent. */
    private record Free(UUID id, @Nullable UUID serverId, int calls, boolean reload, boolean silent) {
        private UUID place() {
            return serverId == null ? NO_SERVER : serverId;
        }
    }

    /** What there may be to do; one look for all that is done only now and then. */
    record Glance(boolean pending, boolean probes, boolean orphans, boolean stops) {}

    Glance glance() {
        return sql.sql(GLANCE).query(Glance.class).single();
    }

    /** Takes what may begin now, for at most so many calls. */
    @Transactional
    public List<Claim> claim(String node, boolean probes, int room) {
        if (free(probes, room).isEmpty()) {
            return List.of();
        }
        sql.sql("select pg_advisory_xact_lock(?)").param(ONE_AT_A_TIME).query().singleRow();
        List<Free> free = free(probes, room);
        Map<UUID, Free> places = new HashMap<>();
        free.forEach(each -> places.put(each.place(), each));
        List<Operation> locked = operations.lockFree(free.stream().map(Free::id).toList()).stream()
                .filter(operation -> operation.state() == OperationState.PENDING)
                .toList();
        List<List<Operation>> trips = trips(locked, places);
        Instant lease = leaseEnd();
        List<Claim> claims = new ArrayList<>();
        for (List<Operation> trip : trips.subList(0, Math.min(room, trips.size()))) {
            UUID call = Ids.next();
            trip.forEach(operation -> operation.begin(node, call, lease, clock.instant()));
            Free place = Objects.requireNonNull(places.get(placeOf(trip)));
            if (place.silent()) {
                knock(place.place());
            }
            claims.add(claim(trip, false, place.silent()));
        }
        return claims;
    }

    /** Whoever else wants something of the server waits for what becomes of this; not for ever, if this node dies. */
    private void knock(UUID serverId) {
        sql.sql("update server set knock_at = :until where id = :id and knock_at is not null")
                .param("until", clock.instant().plus(settings.lease()).atOffset(ZoneOffset.UTC))
                .param("id", serverId)
                .update();
    }

    private List<Free> free(boolean probes, int room) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        return sql
                .sql(probes ? PROBES : FOR_SERVERS)
                .param("perServer", settings.parallelPerServer())
                .param("batch", settings.batch())
                .param("room", room)
                .param("now", now)
                .param("nobody", now.minus(settings.lease()))
                .param("latest", now.minus(settings.reloadWithin()))
                .query(Free.class)
                .stream()
                .filter(step -> step.serverId() == null
                        || step.reload()
                        || !pace.waits(step.serverId(), step.calls() < settings.parallelPerServer()))
                .toList();
    }

    /** What travels together: a crowd; in calm, while a server has a call left for each step, they travel alone. */
    private List<List<Operation>> trips(List<Operation> locked, Map<UUID, Free> places) {
        Map<UUID, List<List<Operation>>> servers = new LinkedHashMap<>();
        for (List<Operation> step : bySteps(locked)) {
            servers.computeIfAbsent(placeOf(step), id -> new ArrayList<>()).add(step);
        }
        List<List<Operation>> trips = new ArrayList<>();
        servers.forEach((server, steps) -> {
            Free place = Objects.requireNonNull(places.get(server));
            trips.addAll(place.silent() ? steps.subList(0, 1) : tripsTo(server, steps, place.calls()));
        });
        return trips;
    }

    /** A reload travels alone: nobody waits behind it. */
    private List<List<Operation>> tripsTo(UUID server, List<List<Operation>> steps, int calls) {
        List<List<Operation>> trips = new ArrayList<>(steps);
        trips.removeIf(step -> step.get(0).verb() != Verb.RELOAD);
        List<List<Operation>> others = steps.subList(trips.size(), steps.size());
        boolean crowd = !server.equals(NO_SERVER) && !others.isEmpty() && pace.begins(server, others.size());
        int left = Math.max(1, calls - trips.size());
        int size = crowd ? settings.batch() : Math.min(settings.batch(), (others.size() + left - 1) / left);
        for (int from = 0; from < others.size(); from += size) {
            trips.add(others.subList(from, Math.min(from + size, others.size())).stream()
                    .flatMap(List::stream)
                    .toList());
        }
        return trips.subList(0, Math.min(calls, trips.size()));
    }

    private static UUID placeOf(List<Operation> step) {
        UUID server = step.get(0).serverId();
        return server == null ? NO_SERVER : server;
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
        return bySteps(taken).stream().map(step -> claim(step, true, false)).toList();
    }

    /**
     * Keeps what this node works on, and tells which of it is still its own. What somebody is writing at this moment is
     * not waited for: its end is coming, and who waited for it would renew nothing else and begin nothing.
     */
    @Transactional
    public List<UUID> renew(String node, Collection<UUID> held) {
        return held.isEmpty()
                ? List.of()
                : sql.sql(RENEW)
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

    private static List<List<Operation>> bySteps(List<Operation> operations) {
        Map<UUID, List<Operation>> steps = new LinkedHashMap<>();
        operations.forEach(operation -> steps.computeIfAbsent(operation.stepId(), id -> new ArrayList<>())
                .add(operation));
        return List.copyOf(steps.values());
    }

    private Claim claim(List<Operation> taken, boolean begun, boolean knocks) {
        return new Claim(target(taken.get(0).serverId()), taken, begun, knocks, openRuns(taken));
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
