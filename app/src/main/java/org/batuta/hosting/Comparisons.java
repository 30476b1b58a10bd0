package org.batuta.hosting;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.batuta.accounts.Acting;
import org.batuta.audit.Audit;
import org.batuta.audit.Subject;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.batuta.orchestration.Server;
import org.batuta.workflow.Processes;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Comparisons of servers with what is in force, as the staff asks for them and looks them up (K09). */
@Component
@Transactional
public class Comparisons {

    private final ComparisonRows rows;
    private final ServiceRows services;
    private final Drifts drifts;
    private final Processes processes;
    private final Audit audit;
    private final Clock clock;

    Comparisons(
            ComparisonRows rows, ServiceRows services, Drifts drifts, Processes processes, Audit audit, Clock clock) {
        this.rows = rows;
        this.services = services;
        this.drifts = drifts;
        this.processes = processes;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Compares all active services that a server carries; if that is being done already, this is it.
     *
     * @throws NotFound when there is no such server
     */
    @PreAuthorize("hasAuthority('REPAIR_OPERATIONS')")
    public Comparison ofServer(UUID serverId) {
        Server server = rows.server(serverId).orElseThrow(() -> new NotFound("server", serverId));
        audit.record("compare", "server", serverId, null, null);
        return begin(server, null);
    }

    /**
     * Compares one service on each of its servers.
     *
     * @return one comparison for each server
     * @throws NotFound when there is no such service
     * @throws Refusal when it is not in force
     */
    @PreAuthorize("hasAuthority('REPAIR_OPERATIONS')")
    public List<Comparison> ofService(UUID serviceId) {
        Service service = services.findById(serviceId).orElseThrow(() -> new NotFound("service", serviceId));
        if (!service.isActive()) {
            throw Refusal.at("", "not-in-force", service.name());
        }
        audit.record("compare", Subject.of("service", serviceId).ofAccount(service.accountId()), null, null);
        return rows.serversOf(serviceId).stream()
                .map(server -> begin(server, serviceId))
                .toList();
    }

    /** The last ones of one service, the newest first. */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    @Transactional(readOnly = true)
    public List<Comparison> lastOf(UUID serviceId) {
        return rows.findTop4ByServiceIdOrderByStartedAtDesc(serviceId);
    }

    /** Every server at work that carries anything; by the night. */
    void ofAll() {
        rows.servers().forEach(server -> begin(server, null));
    }

    private Comparison begin(Server server, @Nullable UUID serviceId) {
        drifts.hold(server.id());
        return rows.running(server.id(), serviceId).orElseGet(() -> {
            Comparison comparison = rows.saveAndFlush(
                    new Comparison(server, serviceId, Acting.currentOrSystem().login(), clock.instant()));
            String id = comparison.id().toString();
            processes.startBy("compareServer", id, Map.of("comparisonId", id));
            return comparison;
        });
    }

    /**
     * Ends one early: what it has started on the server is killed, the rest is not compared.
     *
     * @throws NotFound when there is none
     * @throws Refusal when it has ended
     */
    @PreAuthorize("hasAuthority('REPAIR_OPERATIONS')")
    public void stop(UUID id) {
        Comparison comparison = rows.lock(id).orElseThrow(() -> new NotFound("comparison", id));
        if (!comparison.isRunning()) {
            throw Refusal.at("", "comparison-ended");
        }
        comparison.stop(Acting.current().login());
        audit.record(
                "stop",
                "comparison",
                id,
                null,
                Map.of("server", comparison.server().name()));
        rows.flush();
        processes.send("abort", id.toString());
    }

    /**
     * One of them.
     *
     * @throws NotFound when there is none
     */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    @Transactional(readOnly = true)
    public Comparison get(UUID id) {
        return rows.findById(id).orElseThrow(() -> new NotFound("comparison", id));
    }

    /** Whether this is the id of a comparison. */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    @Transactional(readOnly = true)
    public boolean isOne(UUID id) {
        return rows.existsById(id);
    }

    /** The last one of the whole server. */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    @Transactional(readOnly = true)
    public Optional<Comparison> last(UUID serverId) {
        return rows.findFirstByServerIdAndServiceIdIsNullOrderByStartedAtDesc(serverId);
    }

    /** The one whose process asks a person about what differs on the server, if one does. */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    @Transactional(readOnly = true)
    public Optional<Comparison> settling(UUID serverId) {
        return rows.settling(serverId);
    }
}
