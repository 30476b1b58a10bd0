package org.batuta.orchestration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.batuta.accounts.Acting;
import org.batuta.audit.Audit;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.batuta.workflow.Processes;
import org.batuta.workflow.Transactions;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How enrolled servers come to the release of a node that has started: each that lacks anything of it gets one process
 * that brings it, never two at a time, and by itself once for each release. What is handed over meanwhile is what the
 * server has; operations that name another script wait for it.
 */
@Service
public class Upgrades {

    private static final String PROCESS = "upgrade-runner";
    /** What an upgrade is of, where other operations name their type of service. */
    static final String TYPE = "runner";

    /** So many at most begin with one look, so that a bad release is seen before all servers have it. */
    private static final int AT_ONCE = 4;

    private static final Set<OperationState> DONE = Set.of(OperationState.DONE, OperationState.DONE_WITH_WARNING);

    private final StoredServers servers;
    private final StoredOperations stored;
    private final StoredSteps steps;
    private final Operations operations;
    private final Routes routes;
    private final ObjectProvider<Preparation> preparation;
    private final Scripts scripts;
    private final Release release;
    private final Delivery delivery;
    private final Retries retries;
    private final Processes processes;
    private final Transactions transactions;
    private final Audit audit;

    Upgrades(
            StoredServers servers,
            StoredOperations stored,
            StoredSteps steps,
            Operations operations,
            Routes routes,
            ObjectProvider<Preparation> preparation,
            Scripts scripts,
            Release release,
            Delivery delivery,
            Retries retries,
            Processes processes,
            Transactions transactions,
            Audit audit) {
        this.servers = servers;
        this.stored = stored;
        this.steps = steps;
        this.operations = operations;
        this.routes = routes;
        this.preparation = preparation;
        this.scripts = scripts;
        this.release = release;
        this.delivery = delivery;
        this.retries = retries;
        this.processes = processes;
        this.transactions = transactions;
        this.audit = audit;
    }

    /** The release that servers should have: that of this node. */
    public String release() {
        return release.name();
    }

    /** Begins for servers at work that lack something of this release; a node looks all the time. */
    void begin() {
        int begun = 0;
        for (Server server : servers.without(release.name())) {
            if (begun < AT_ONCE && delivery.isMissing(server) && transactions.retrying(() -> begin(server.id()))) {
                begun++;
            }
        }
    }

    private boolean begin(UUID serverId) {
        Server server = servers.lock(serverId).orElseThrow();
        boolean begins = server.state() == ServerState.ACTIVE && !isRunning(serverId) && delivery.isMissing(server);
        if (begins) {
            start(serverId);
        }
        return begins;
    }

    /**
     * Brings this node's release to a server at work, whatever it has and whoever gave it up before; one that is on the
     * way and waits is tried again at once.
     *
     * @throws Refusal when the server takes no operations
     */
    @PreAuthorize("hasAuthority('MANAGE_SERVERS')")
    @Transactional
    public void now(UUID serverId) {
        Server server = servers.lock(serverId).orElseThrow(() -> new NotFound("server", serverId));
        if (server.state() != ServerState.ACTIVE) {
            throw Refusal.at("", "upgrade-state", server.name());
        }
        audit.record(
                "upgrade",
                "server",
                serverId,
                Map.of("release", String.valueOf(server.release())),
                Map.of("release", release.name()));
        if (isRunning(serverId)) {
            stored.findFirstByServerIdAndVerbOrderByCreatedDesc(serverId, Verb.UPGRADE)
                    .flatMap(operation -> steps.findById(operation.stepId()))
                    .filter(retries::isWaiting)
                    .ifPresent(step -> retries.now(step.id()));
        } else {
            start(serverId);
        }
    }

    /** Whether an operation waits because its server does not have its script, or is not prepared for it. */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    @Transactional(readOnly = true)
    public boolean isAwaitedBy(Operation operation) {
        UUID server = operation.serverId();
        String script = operation.scriptSha();
        return operation.state() == OperationState.PENDING
                && server != null
                && script != null
                && operation.verb() != Verb.PREPARE
                && !delivery.isReady(server, script);
    }

    private boolean isRunning(UUID serverId) {
        return processes.isRunning(PROCESS, serverId.toString());
    }

    private void start(UUID serverId) {
        String id = serverId.toString();
        processes.start(PROCESS, id, Map.of("serverId", id));
    }

    /**
     * Plans the upgrade, and what prepares the server for what is routed to it, as far as the release changed that.
     *
     * @param before the step that this plan replaces, if it is not the first
     * @return the step
     */
    @Transactional
    public UUID plan(UUID serverId, @Nullable UUID before) {
        Server server = servers.lock(serverId).orElseThrow();
        if (before != null) {
            operations.supersedeStep(before);
        }
        List<PlannedOperation> planned = new ArrayList<>();
        planned.add(upgrade(server));
        List<Route> routed = routes.of(serverId);
        preparation.stream()
                .flatMap(each -> each.of(server, routed).stream())
                .filter(each -> !isPrepared(serverId, each))
                .forEach(planned::add);
        return operations
                .plan(new PlannedStep(serverId, serverId, false, planned))
                .id();
    }

    private PlannedOperation upgrade(Server server) {
        return new PlannedOperation(
                server.id(),
                server.name(),
                server.id(),
                TYPE,
                server.name(),
                Verb.UPGRADE,
                Map.of(),
                null,
                JsonNodeFactory.instance.objectNode(),
                Acting.currentOrSystem().login(),
                null);
    }

    /** Whether the script that prepared the server last is the one of this release. */
    private boolean isPrepared(UUID serverId, PlannedOperation planned) {
        String sha = scripts.script(planned.serviceType(), planned.verb()).sha256();
        return stored.findFirstByServerIdAndServiceTypeAndVerbAndStateInOrderByEndedDesc(
                        serverId, planned.serviceType(), planned.verb(), DONE)
                .map(Operation::scriptSha)
                .filter(sha::equals)
                .isPresent();
    }

    /** The server is prepared for what it was brought: what waited for that goes on. */
    @Transactional
    public void take(UUID serverId) {
        delivery.ready(servers.lock(serverId).orElseThrow());
    }
}
