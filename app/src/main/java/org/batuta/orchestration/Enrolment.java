package org.batuta.orchestration;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The steps by which a machine becomes a server of ours, and by which a blocked one comes back. */
@Service
public class Enrolment {

    /** The server does not do what this step needs; the code is the BPMN error that says so. */
    public static class Failed extends Exception {

        private static final long serialVersionUID = 1L;

        private final String code;

        Failed(String code, Exception cause) {
            super(cause);
            this.code = code;
        }

        /** {@code unreachable} or {@code refused}. */
        public String code() {
            return code;
        }
    }

    private interface Talk<T> {
        T with(Target target) throws NotReached, LineBroken, HostKeyChanged;
    }

    private final StoredServers servers;
    private final StoredHostKeys keys;
    private final Leases leases;
    private final Ssh ssh;
    private final Runner runner;
    private final Release release;
    private final Delivery delivery;
    private final Routes routes;
    private final Operations operations;
    private final Incidents incidents;
    private final ObjectProvider<Preparation> preparation;
    private final Standstill standstill;
    private final Clock clock;

    Enrolment(
            StoredServers servers,
            StoredHostKeys keys,
            Leases leases,
            Ssh ssh,
            Runner runner,
            Release release,
            Delivery delivery,
            Routes routes,
            Operations operations,
            Incidents incidents,
            ObjectProvider<Preparation> preparation,
            Standstill standstill,
            Clock clock) {
        this.servers = servers;
        this.keys = keys;
        this.leases = leases;
        this.ssh = ssh;
        this.runner = runner;
        this.release = release;
        this.delivery = delivery;
        this.routes = routes;
        this.operations = operations;
        this.incidents = incidents;
        this.preparation = preparation;
        this.standstill = standstill;
        this.clock = clock;
    }

    /** Writes down the keys that the server shows now; nobody logs in and nothing is sent. */
    @Transactional(noRollbackFor = Failed.class)
    public void readHostKeys(UUID serverId) throws Failed {
        List<ShownKey> shown = talk(serverId, ssh::readHostKeys);
        // whoever else reads them now waits, and finds them
        Server server = servers.lock(serverId).orElseThrow();
        List<HostKey> known = keys.findByServerIdOrderByType(server.id());
        for (ShownKey key : shown) {
            known.stream()
                    .filter(each -> each.is(key))
                    .findFirst()
                    .orElseGet(() -> keys.save(new HostKey(serverId, key, clock.instant())))
                    .seenAgain(clock.instant());
        }
        known.stream()
                .filter(each ->
                        each.state() != HostKey.State.ACCEPTED && shown.stream().noneMatch(each::is))
                .forEach(HostKey::reject);
    }

    /** A person compared the fingerprints: from now on exactly the keys shown last are the server's. */
    @Transactional
    public void decideHostKeys(UUID serverId, boolean accepted, String person) {
        Server server = servers.lock(serverId).orElseThrow();
        List<HostKey> all = keys.findByServerIdOrderByType(server.id());
        boolean anyNew = all.stream().anyMatch(key -> key.state() == HostKey.State.SEEN);
        for (HostKey key : all) {
            if (key.state() == HostKey.State.SEEN && accepted) {
                key.accept(person);
            } else if (key.state() == HostKey.State.SEEN || accepted && anyNew && !isNewest(key, all)) {
                key.reject();
            }
        }
    }

    /** Brings this release's runner and scripts onto the server. */
    @Transactional(readOnly = true)
    public void installRunner(UUID serverId) throws Failed {
        talk(serverId, target -> {
            Frame answer = runner.install(target, release.archive(0));
            if (answer.state() != Frame.State.DONE) {
                throw new LineBroken(target, "the release was not taken: " + answer.code(), true);
            }
            return serverId;
        });
    }

    /** Asks the runner how it is, through the door that operations will use. */
    @Transactional(noRollbackFor = Failed.class)
    public void checkServer(UUID serverId) throws Failed {
        delivery.note(serverId, talk(serverId, target -> runner.check(target, Door.OPERATE)));
    }

    /**
     * Plans what makes the daemons ready for the routed service types.
     *
     * @param before the step that this plan replaces, if it is not the first
     * @return the step; empty if there is nothing to do
     */
    @Transactional
    public Optional<UUID> prepare(UUID serverId, @Nullable UUID before) {
        Server server = servers.lock(serverId).orElseThrow();
        return plan(server, routes.of(serverId), before);
    }

    /**
     * Plans what makes the daemons ready for one more route.
     *
     * @param before the step that this plan replaces, if it is not the first
     * @return the step; empty if there is nothing to do
     */
    @Transactional
    public Optional<UUID> prepareRoute(UUID serverId, UUID routeId, @Nullable UUID before) {
        Server server = servers.lock(serverId).orElseThrow();
        return plan(
                server,
                routes.of(serverId).stream()
                        .filter(route -> route.id().equals(routeId))
                        .toList(),
                before);
    }

    private Optional<UUID> plan(Server server, List<Route> prepared, @Nullable UUID before) {
        UUID serverId = server.id();
        if (before != null) {
            operations.supersedeStep(before);
        }
        List<PlannedOperation> planned = preparation.stream()
                .flatMap(each -> each.of(server, prepared).stream())
                .toList();
        return planned.isEmpty()
                ? Optional.empty()
                : Optional.of(operations
                        .plan(new PlannedStep(serverId, serverId, false, planned))
                        .id());
    }

    /** It takes operations; also those that waited because it was blocked. */
    @Transactional
    public void activate(UUID serverId) {
        Server server = servers.lock(serverId).orElseThrow();
        if (server.state() == ServerState.ENROLLING) {
            delivery.ready(server);
        }
        server.activate();
        incidents.closeHostKey(serverId);
        if (server.state() == ServerState.ACTIVE) {
            standstill.end(server);
        }
    }

    /** It is not, or no longer, ours: nothing is sent there, and what waits for it goes to a person. */
    @Transactional
    public void retire(UUID serverId) {
        servers.lock(serverId).orElseThrow().retire();
        incidents.closeHostKey(serverId);
    }

    private static boolean isNewest(HostKey key, List<HostKey> all) {
        return all.stream()
                .filter(other -> other.type().equals(key.type()))
                .noneMatch(other -> other.seen().isAfter(key.seen()));
    }

    private <T> T talk(UUID serverId, Talk<T> talk) throws Failed {
        Target target = Objects.requireNonNull(leases.target(serverId));
        try {
            return talk.with(target);
        } catch (NotReached e) {
            throw new Failed("unreachable", e);
        } catch (LineBroken | HostKeyChanged e) {
            throw new Failed("refused", e);
        }
    }
}
