package org.batuta.orchestration;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.batuta.kernel.Ids;
import org.batuta.kernel.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A managed machine. It is ENROLLING until a person accepted its host keys and the runner answers; ACTIVE it takes
 * operations; DRAINING it finishes what began; BLOCKED (it showed a key that nobody accepted) nothing is sent to it.
 */
@Entity
public class Server {

    @Id
    private UUID id;

    private String name;
    private String address;
    private int port;
    private String zone;

    @Enumerated(EnumType.STRING)
    private ServerState state = ServerState.ENROLLING;

    private @Nullable String runnerVersion;
    private @Nullable String release;
    private @Nullable String releaseBrought;

    @SuppressWarnings("unused") // read by SQL
    private @Nullable String releaseTried;

    private @Nullable Instant lastSeen;
    private @Nullable Instant lastSuccess;
    private @Nullable Instant knockAt;
    private Instant created;

    @Embedded
    private @Nullable Maintenance maintenance;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Server() {}

    Server(String name, String address, int port, ZoneId zone, Instant now) {
        this.id = Ids.next();
        this.name = name;
        this.address = address;
        this.port = port;
        this.zone = zone.getId();
        this.created = now;
    }

    /** The runner answered and the routed service types are prepared; a maintenance goes on until somebody ends it. */
    void activate() {
        move(
                maintenance == null ? ServerState.ACTIVE : ServerState.DRAINING,
                ServerState.ENROLLING,
                ServerState.DRAINING,
                ServerState.BLOCKED,
                ServerState.ACTIVE);
        knockAt = null;
    }

    /** Waits with everything that has not begun, until somebody says that it may go on. */
    void drain(Maintenance why) {
        move(ServerState.DRAINING, ServerState.ACTIVE);
        maintenance = why;
    }

    /** The maintenance is over. */
    void resume() {
        move(ServerState.ACTIVE, ServerState.DRAINING);
        maintenance = null;
        knockAt = null;
    }

    /** It showed a key that nobody accepted: hard stop. */
    void block() {
        move(ServerState.BLOCKED, ServerState.ACTIVE, ServerState.DRAINING, ServerState.BLOCKED, ServerState.ENROLLING);
    }

    /** It is no longer ours. */
    void retire() {
        move(ServerState.RETIRED, ServerState.ENROLLING, ServerState.DRAINING, ServerState.BLOCKED);
    }

    void move(ServerState to, ServerState... from) {
        for (ServerState allowed : from) {
            if (state == allowed) {
                state = to;
                return;
            }
        }
        throw Refusal.at("", "server-state", name, state, to);
    }

    /**
     * Nothing reached it. From then on one step may try whether it is back, while all others wait.
     *
     * @return whether that is news
     */
    boolean fallsSilent(Instant knock) {
        boolean news = knockAt == null;
        knockAt = knock;
        return news;
    }

    /** Whether it is time to try whether it is back. */
    boolean mayBeTriedAt(Instant now) {
        return knockAt == null || !knockAt.isAfter(now);
    }

    /** Its runner answered. */
    void answered(int runner, Instant now) {
        runnerVersion = Integer.toString(runner);
        lastSeen = now;
    }

    /** A node is about to bring it this release; whatever comes of it, none begins that by itself again. */
    void tries(String another) {
        releaseTried = another;
    }

    /** It was seen to have all of this release. */
    void brought(String whole) {
        releaseBrought = whole;
    }

    /** It is prepared for what it was brought. */
    void takes() {
        release = releaseBrought;
    }

    public UUID id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String address() {
        return address;
    }

    public int port() {
        return port;
    }

    public ZoneId zone() {
        return ZoneId.of(zone);
    }

    public ServerState state() {
        return state;
    }

    public @Nullable String runnerVersion() {
        return runnerVersion;
    }

    /** The version of its runner; 0 before it answered. */
    int runner() {
        return runnerVersion != null && runnerVersion.matches("\\d{1,6}") ? Integer.parseInt(runnerVersion) : 0;
    }

    /** The name of the last release that it had whole and was prepared for; null as long as there was none. */
    public @Nullable String release() {
        return release;
    }

    public @Nullable Instant lastSeen() {
        return lastSeen;
    }

    public @Nullable Instant lastSuccess() {
        return lastSuccess;
    }

    /** Whether nothing reaches it at work, so that one operation at a time tries whether it is back and all others wait. */
    public boolean isSilent() {
        return state == ServerState.ACTIVE && knockAt != null;
    }

    /** When the next step tries whether it is back, since nothing reached it; null while it answers. */
    public @Nullable Instant knockAt() {
        return knockAt;
    }

    /** Why it takes no work, while it is in maintenance. */
    public @Nullable Maintenance maintenance() {
        return maintenance;
    }

    public Instant created() {
        return created;
    }
}
