package org.batuta.orchestration;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.batuta.workflow.Transactions;
import org.springframework.stereotype.Component;

/**
 * Brings this node's release onto a server and writes down what the server has then. Both may be repeated at any time:
 * what is there already stays, and the server's runner lets nobody in between.
 */
@Component
class Delivery {

    private final Runner runner;
    private final Release release;
    private final StoredServers servers;
    private final ServerScripts scripts;
    private final Standstill standstill;
    private final Transactions transactions;
    private final Clock clock;

    Delivery(
            Runner runner,
            Release release,
            StoredServers servers,
            ServerScripts scripts,
            Standstill standstill,
            Transactions transactions,
            Clock clock) {
        this.runner = runner;
        this.release = release;
        this.servers = servers;
        this.scripts = scripts;
        this.standstill = standstill;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Installs and then looks, through the door that operations use.
     *
     * @return DONE, or REFUSED with what the server said: it goes on with the runner that it had
     */
    Result bring(Target target) throws NotReached, LineBroken, HostKeyChanged {
        int present = transactions.retrying(() -> {
            Server server = servers.lock(target.serverId()).orElseThrow();
            server.tries(release.name());
            return server.runner();
        });
        Frame installed = runner.install(target, release.archive(present));
        if (installed.state() != Frame.State.DONE) {
            return Result.refused("runner-" + installed.code(), "the release was not taken: " + installed.code())
                    .saying(installed.stdout(), installed.stderr());
        }
        Health health = runner.check(target, Door.OPERATE);
        note(target.serverId(), health);
        return release.isOn(health)
                ? new Result(
                        Outcome.DONE,
                        0,
                        null,
                        installed.stdout(),
                        installed.stderr(),
                        false,
                        "release " + release.name())
                : Result.refused("runner-other", "not all that was brought is there");
    }

    /** Writes down what the server has. */
    void note(UUID serverId, Health health) {
        transactions.retrying(() -> {
            Server server = servers.lock(serverId).orElseThrow();
            server.answered(health.version(), clock.instant());
            if (release.isOn(health)) {
                server.brought(release.name());
            }
            scripts.note(serverId, health.scripts());
        });
    }

    /** The server is prepared for what it was brought: what waited for that goes on. */
    void ready(Server server) {
        List<UUID> waited = scripts.waiting(server.id());
        scripts.makeReady(server.id());
        server.takes();
        standstill.supplied(server, waited);
    }

    /** What has lain there that long, no release of today has and no open operation names, goes. */
    void collect(Target target, int days) throws NotReached, LineBroken, HostKeyChanged {
        UUID server = target.serverId();
        for (String script : scripts.unused(server, release.scripts(), days)) {
            runner.forget(target, script);
            scripts.forget(server, script);
        }
    }

    /** Whether operations with this script may be handed over to the server. */
    boolean isReady(UUID serverId, String script) {
        return scripts.ready(serverId).contains(script);
    }

    /** Whether a server lacks anything of this node's release, or is not prepared for it. */
    boolean isMissing(Server server) {
        return release.isMissed(server.runner(), scripts.ready(server.id()));
    }
}
