package org.batuta.orchestration;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.batuta.accounts.Acting;
import org.batuta.audit.Audit;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.PlainText;
import org.batuta.kernel.Refusal;
import org.batuta.workflow.Processes;
import org.springframework.data.domain.Sort;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The managed machines, as administrators deal with them. */
@Service
@PreAuthorize("hasAuthority('MANAGE_SERVERS')")
public class Servers {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?");
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?");
    private static final int HIGHEST_PORT = 65535;
    private static final int LONGEST_REASON = 200;

    private final StoredServers servers;
    private final StoredHostKeys keys;
    private final Release release;
    private final Processes processes;
    private final Audit audit;
    private final Standstill standstill;
    private final Clock clock;

    Servers(
            StoredServers servers,
            StoredHostKeys keys,
            Release release,
            Processes processes,
            Audit audit,
            Standstill standstill,
            Clock clock) {
        this.servers = servers;
        this.keys = keys;
        this.release = release;
        this.processes = processes;
        this.audit = audit;
        this.standstill = standstill;
        this.clock = clock;
    }

    /** What a form for a new server begins with: the time zone of the newest, or of this machine. */
    @Transactional(readOnly = true)
    public String usualZone() {
        return servers.findAll(Sort.by("created").descending()).stream()
                .findFirst()
                .map(Server::zone)
                .orElseGet(ZoneId::systemDefault)
                .getId();
    }

    /** Writes down a new machine and starts its enrolment, which asks a person to compare its host keys. */
    @Transactional
    public Server enrol(String name, String address, int port, String zone) {
        Refusal.Collector problems = new Refusal.Collector();
        problems.require(NAME.matcher(name).matches(), "name", "server-name");
        problems.require(ADDRESS.matcher(address).matches(), "address", "server-address");
        problems.require(port > 0 && port <= HIGHEST_PORT, "port", "server-port");
        problems.require(isZone(zone), "zone", "server-zone", zone);
        problems.refuseIfAny();
        problems.require(!servers.existsByName(name), "name", "server-exists", name);
        problems.require(!servers.existsByAddressAndPort(address, port), "address", "server-exists", address);
        problems.refuseIfAny();
        Server server = servers.saveAndFlush(new Server(name, address, port, ZoneId.of(zone), clock.instant()));
        audit.record("enrol", "server", server.id(), null, Map.of("name", name, "address", address, "port", port));
        String id = server.id().toString();
        processes.start("enrol-server", id, Map.of("serverId", id));
        return server;
    }

    /** What an administrator runs once, as root, on a server that is being enrolled. Nothing in it is secret. */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    public String command() {
        return release.command();
    }

    /** All of them, by name. */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    @Transactional(readOnly = true)
    public List<Server> all() {
        return servers.findAllByOrderByName();
    }

    /** One of them. */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    @Transactional(readOnly = true)
    public Optional<Server> find(UUID id) {
        return servers.findById(id);
    }

    /** What it is called; for the names of people's tasks, which are made by nobody in particular. */
    @PreAuthorize("permitAll")
    @Transactional(readOnly = true)
    public String name(UUID id) {
        return servers.findById(id).map(Server::name).orElse(id.toString());
    }

    /** The keys it showed, and what was said about them. */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    @Transactional(readOnly = true)
    public List<HostKey> keys(UUID id) {
        return keys.findByServerIdOrderByType(id);
    }

    /**
     * From now on only what began goes on; everything else waits until {@link #resume}, also what a person was asked
     * about because nothing reached the server.
     *
     * @param reason one line
     * @throws Refusal at {@code reason}, or when the server is not at work
     */
    @Transactional
    public void drain(UUID id, String reason) {
        Refusal.Collector problems = new Refusal.Collector();
        problems.require(!reason.isBlank(), "reason", "missing");
        problems.require(
                reason.length() <= LONGEST_REASON && PlainText.isLine(reason),
                "reason",
                "drain-reason",
                LONGEST_REASON);
        problems.refuseIfAny();
        Server server = servers.lock(id).orElseThrow(() -> new NotFound("server", id));
        server.drain(new Maintenance(
                reason.strip(), clock.instant(), Acting.current().login()));
        audit.record("drain", "server", id, ServerState.ACTIVE, server.maintenance());
        standstill.begin(server);
    }

    /**
     * Takes operations again; those that waited begin in order.
     *
     * @throws Refusal when the server is not in maintenance
     */
    @Transactional
    public void resume(UUID id) {
        Server server = servers.lock(id).orElseThrow(() -> new NotFound("server", id));
        Maintenance before = server.maintenance();
        server.resume();
        audit.record("resume", "server", id, before, server.state());
        standstill.end(server);
    }

    private static boolean isZone(String zone) {
        try {
            ZoneId.of(zone);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
