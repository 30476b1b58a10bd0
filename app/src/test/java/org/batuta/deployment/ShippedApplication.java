package org.batuta.deployment;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.batuta.servers.Database;

/**
 * The application as it is shipped: {@code java -jar} with Java's options as in the Dockerfile, configured by environment
 * variables only.
 */
public final class ShippedApplication implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Process process;
    private final Path log;
    private final int port;

    private ShippedApplication(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /**
     * Starts it, and returns before it is ready.
     *
     * @param dir where it keeps its keys and its log
     */
    public static ShippedApplication start(Database database, Path dir) throws IOException {
        int port = freePort();
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar().toString());
        builder.environment().put("JDK_JAVA_OPTIONS", options());
        builder.environment()
                .putAll(Map.of(
                        "BATUTA_DB_URL", database.url(),
                        "BATUTA_DB_USER", database.user(),
                        "BATUTA_DB_OWNER", database.owner(),
                        "BATUTA_PORT", Integer.toString(port),
                        "BATUTA_KEY_DIR", dir.resolve("keys").toString(),
                        "BATUTA_SSH_DIR", dir.resolve("ssh").toString()));
        Path log = dir.resolve("log");
        return new ShippedApplication(
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(), log, port);
    }

    /** The jar of this build. */
    static Path jar() throws IOException {
        try (var files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("batuta-app-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no jar is packaged: mvn verify"));
        }
    }

    /** Waits until it takes requests; fails with its log when it ends instead. */
    public void awaitReady() {
        await("the application")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(this::isReady);
    }

    /** Its number among the processes of this machine. */
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private boolean isReady() throws InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError(said());
        }
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/health/readiness"))
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false; // nobody listens yet
        }
    }

    private String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String options() throws IOException {
        Matcher options =
                Pattern.compile("ENV JDK_JAVA_OPTIONS=\"(.+)\"").matcher(Files.readString(Path.of("../Dockerfile")));
        if (!options.find()) {
            throw new IllegalStateException("the Dockerfile sets no JDK_JAVA_OPTIONS");
        }
        return options.group(1);
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }
}
