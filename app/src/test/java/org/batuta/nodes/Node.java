package org.batuta.nodes;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.batuta.OneDatabase;
import org.batuta.provider.Provider;
import org.batuta.servers.Instance;
import org.batuta.servers.Park;
import org.jspecify.annotations.Nullable;

/**
 * One node of the application in a process of its own, which a test may kill. It does not outlive the test: when the
 * test's process is gone, however that ended, nobody holds the node's input and it ends.
 */
public final class Node implements AutoCloseable {

    private static final int PATIENCE = 300;
    private static final int REMEMBERED = 400;

    private final String name;
    private final Process process;
    private final BufferedWriter input;
    private final BlockingQueue<List<String>> answers = new LinkedBlockingQueue<>();
    private final Deque<String> said = new ArrayDeque<>();
    private final int port;

    private Node(String name, Process process) {
        this.name = name;
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "node " + name);
        reader.setDaemon(true);
        reader.start();
        this.port = Integer.parseInt(answer("port"));
    }

    /**
     * Starts a node and returns when it is ready.
     *
     * @param data where it keeps its keys; the same for the same node
     */
    static Node start(String name, String database, Path data) {
        return start(name, database, data, Map.of());
    }

    /** The same with settings of the application that are not those of all tests. */
    public static Node start(String name, String database, Path data, Map<String, String> besides) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx320m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                NodeProcess.class.getName()));
        Map<String, String> settings = settings(name, database, data);
        settings.putAll(besides);
        settings.forEach((key, value) -> command.add("--" + key + "=" + value));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Park.ofTests().environment());
        try {
            return new Node(name, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> settings(String name, String database, Path data) {
        Map<String, String> settings =
                new TreeMap<>(Provider.settings(Instance.ofTests().node()));
        settings.putAll(Map.of(
                "spring.datasource.url",
                database,
                "spring.datasource.username",
                OneDatabase.APPLICATION,
                "batuta.database.owner",
                OneDatabase.OWNER,
                "server.port",
                "0",
                "batuta.key.dir",
                data.resolve(name + "-keys").toString(),
                "batuta.orchestration.node",
                name,
                "batuta.orchestration.lease",
                "10s",
                "batuta.orchestration.limits.[trials.apply]",
                "10m",
                "camunda.bpm.job-execution.lock-time-in-millis",
                "15000",
                "batuta.hosting.comparison.at",
                ""));
        return settings;
    }

    /** Lets the node do an errand, and answers what it answers. */
    public synchronized String lets(Class<? extends Errand> errand, String... words) {
        tell(errand, words);
        return answer("done");
    }

    /** Lets the node do an errand in which, or soon after which, it dies; returns when it is dead. */
    public synchronized void diesOf(Class<? extends Errand> errand, String... words) {
        tell(errand, words);
        try {
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                throw new AssertionError(gone());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void tell(Class<? extends Errand> errand, String... words) {
        try {
            input.write(NodeProcess.encoded(Stream.concat(Stream.of(errand.getName()), Stream.of(words))));
            input.newLine();
            input.flush();
        } catch (IOException e) {
            throw new IllegalStateException(gone(), e);
        }
    }

    /** Where its pages are. */
    int port() {
        return port;
    }

    /** Ends it as a power failure would. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** It does nothing any more and keeps all it has, as a machine that is suspended. */
    public void freeze() {
        signal("STOP");
    }

    /** It goes on, and does not know that time has passed. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            int exit = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException(gone());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stops it in order, or else kills it. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    private String answer(String expected) {
        List<String> answer = next();
        if (answer == null || !answer.get(0).equals(expected)) {
            kill();
            throw new AssertionError(gone() + (answer == null ? "" : answer));
        }
        return answer.get(1);
    }

    private @Nullable List<String> next() {
        try {
            for (int waited = 0; waited < PATIENCE; waited++) {
                List<String> answer = answers.poll(1, TimeUnit.SECONDS);
                if (answer != null || !process.isAlive() && answers.isEmpty()) {
                    return answer;
                }
            }
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private void read() {
        process.inputReader(StandardCharsets.UTF_8).lines().forEach(line -> {
            if (line.startsWith(NodeProcess.ANSWER)) {
                answers.add(NodeProcess.decoded(line.substring(NodeProcess.ANSWER.length())));
            } else {
                remember(line);
            }
        });
    }

    private void remember(String line) {
        synchronized (said) {
            said.add(line);
            if (said.size() > REMEMBERED) {
                said.remove();
            }
        }
    }

    private String gone() {
        synchronized (said) {
            return "node " + name + " did not answer as it should; it said:\n" + String.join("\n", said) + "\n";
        }
    }
}
