package org.batuta.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A set of real servers on this machine, each with its own systemd, BIND, Postfix and Dovecot as Debian ships them.
 * It lives as long as this process, however that ends; only the servers' data may stay for the next start.
 */
public final class Park implements AutoCloseable {

    private static @Nullable Park shared;

    private final Map<String, String> environment;
    private final Map<String, TestServer> servers = new LinkedHashMap<>();
    private final @Nullable Process holder;

    private Park(Map<String, String> environment) {
        this.environment = environment;
        this.holder = null;
    }

    private Park(String instance, String net, Path data, String end) {
        environment = Map.of(
                "BATUTA_SERVERS_INSTANCE", instance,
                "BATUTA_SERVERS_NET", net,
                "BATUTA_SERVERS_DIR", data.toAbsolutePath().normalize().toString());
        Machine.needs("mmdebstrap", "systemd-container", "iproute2", "openssh-client");
        holder = command("hold", end).speaking().detached();
        awaitHold(holder, instance);
    }

    /** A park whose servers keep their data for the next start. {@code net} is like {@code 10.78.0}. */
    public static Park start(String instance, String net, Path data) {
        return new Park(instance, net, data, "keep");
    }

    /** A park of new servers; nothing of them stays. */
    public static Park fresh(String instance, String net, Path data) {
        return new Park(instance, net, data, "forget");
    }

    /** The one park of all tests in this process. */
    public static synchronized Park ofTests() {
        if (shared == null) {
            Instance instance = Instance.ofTests();
            Park park = fresh(instance.name(), instance.net(), Path.of("target", "servers-" + instance.name()));
            Runtime.getRuntime().addShutdownHook(new Thread(park::close, "close-servers"));
            shared = park;
        }
        return shared;
    }

    /** The park that the process holds which started this one with its {@link #environment()}. */
    public static Park ofOwner() {
        Map<String, String> given = new TreeMap<>(System.getenv());
        given.keySet().removeIf(name -> !name.startsWith("BATUTA_SERVERS_"));
        return new Park(given);
    }

    /** What another process needs to reach these servers. */
    public Map<String, String> environment() {
        return environment;
    }

    /** The server of this name; made and booted when it is asked for the first time. */
    public TestServer server(String name) {
        return servers(name).get(0);
    }

    /** Several servers; those asked for the first time boot at once, side by side. */
    public synchronized List<TestServer> servers(String... names) {
        List<String> missing = new ArrayList<>(List.of(names));
        missing.removeAll(servers.keySet());
        if (!missing.isEmpty()) {
            missing.add(0, "up");
            var ran = command(missing.toArray(String[]::new)).speaking().run(new byte[0]);
            ran.orFail().lines().map(line -> line.split(" ")).forEach(this::add);
        }
        return List.of(names).stream().map(servers::get).toList();
    }

    /** Stops all servers; returns when nothing of them runs any more. */
    @Override
    public void close() {
        if (holder == null) {
            return;
        }
        try {
            holder.getOutputStream().close();
            if (!holder.waitFor(15, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the servers did not stop within 15 seconds");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Command command(String... words) {
        return new Command(environment, "servers.sh", List.of(words));
    }

    private void add(String[] nameAndAddress) {
        servers.put(nameAndAddress[0], new TestServer(this, nameAndAddress[0], nameAndAddress[1]));
    }

    private static void awaitHold(Process holder, String instance) {
        try {
            String line = holder.inputReader(StandardCharsets.UTF_8).readLine();
            if (!"holding".equals(line)) {
                throw new IllegalStateException("cannot hold the servers of " + instance + ", see above");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
