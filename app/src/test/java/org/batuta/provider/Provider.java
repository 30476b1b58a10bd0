package org.batuta.provider;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.batuta.orchestration.HostKey;
import org.batuta.orchestration.Role;
import org.batuta.orchestration.Routes;
import org.batuta.orchestration.Server;
import org.batuta.orchestration.ServerState;
import org.batuta.orchestration.Servers;
import org.batuta.servers.TestServer;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;

/** What an administrator does on the first day, through the same processes: enrols servers and routes services to them. */
public final class Provider {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Servers servers;
    private final Routes routes;
    private final TaskService tasks;

    /**
     * What a provider decides before the first customer comes.
     *
     * @param node the address from which the servers see this machine
     */
    public static Map<String, String> settings(String node) {
        return Map.of(
                "batuta.hosting.nodes", node,
                "batuta.hosting.domains.name-servers", "ns1.provider.test,ns2.provider.test",
                "batuta.hosting.domains.mail-servers", "mail.provider.test",
                "batuta.hosting.domains.address", "192.0.2.80");
    }

    /** Works on this application. */
    public Provider(BeanFactory application) {
        servers = application.getBean(Servers.class);
        routes = application.getBean(Routes.class);
        tasks = application.getBean(TaskService.class);
    }

    /** Enrols the machine unless it is ours already, with what it shall carry; returns when it takes operations. */
    public UUID enrol(TestServer machine, Map<String, Role> carries) {
        return As.administrator().get(() -> {
            Server server = servers.all().stream()
                    .filter(known -> known.name().equals(machine.name()))
                    .findFirst()
                    .orElseGet(() -> servers.enrol(machine.name(), machine.address(), 22, "Europe/Madrid"));
            if (server.state() == ServerState.ENROLLING) {
                carries.forEach((type, role) -> route(type, server.id(), role));
                machine.exec("bash", "-c", servers.command()).orFail();
                await(machine + " to take operations")
                        .atMost(PATIENCE)
                        .until(() -> confirmed(machine, server.id()) == ServerState.ACTIVE);
            }
            return server.id();
        });
    }

    private void route(String type, UUID server, Role role) {
        if (routes.of(server).stream().noneMatch(route -> route.serviceType().equals(type))) {
            routes.add(type, server, role, null);
        }
    }

    /** The task to compare the host keys is done as soon as it is there. */
    private ServerState confirmed(TestServer machine, UUID server) {
        return As.administrator().get(() -> {
            Task compare = task(server, "confirmHostKeys");
            if (compare != null) {
                requireSameKeys(machine, server);
                tasks.complete(compare.getId(), Map.of("keysAccepted", true));
            }
            return servers.find(server).orElseThrow().state();
        });
    }

    private @Nullable Task task(UUID businessKey, String task) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(businessKey.toString())
                .taskDefinitionKey(task)
                .singleResult();
    }

    /** The person at the console compares what the machine says of its keys with what we saw over the network. */
    private void requireSameKeys(TestServer machine, UUID server) {
        String own = machine.exec("sh", "-c", "for key in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf $key; done")
                .orFail();
        for (HostKey key : servers.keys(server)) {
            if (!own.contains(key.fingerprint())) {
                throw new IllegalStateException(machine + " does not have the key " + key.fingerprint());
            }
        }
    }
}
