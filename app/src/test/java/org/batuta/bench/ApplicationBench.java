package org.batuta.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The application as it is shipped, {@code java -jar} and environment variables, with Java's options as in the Dockerfile:
 * how soon it is ready, how large it is.
 */
class ApplicationBench {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration REST = Duration.ofSeconds(90);
    private static final double KIB_PER_MIB = 1024;

    @TempDir
    Path dir;

    @BeforeAll
    static void begins() {
        Figures.begin();
    }

    @AfterAll
    static void publish() {
        Figures.publish();
    }

    @Test
    void readyAndAtRest() throws Exception {
        try (Database database = Database.temporary()) {
            double empty = inSeconds(database, false);
            double existing = inSeconds(database, true);
            Figures.add("ready after the start, empty database", empty, "s", "");
            Figures.add("ready after the start, existing database", existing, "s", "goal 20");
        }
    }

    private double inSeconds(Database database, boolean rest) throws Exception {
        int port = freePort();
        long begin = System.nanoTime();
        Process application = start(database, port);
        try {
            await("the application")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> isReady(application, port));
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (rest) {
                measureAtRest(application);
            }
            return seconds;
        } finally {
            application.destroy();
            application.waitFor();
        }
    }

    private Process start(Database database, int port) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar().toString());
        builder.environment().put("JDK_JAVA_OPTIONS", options());
        builder.environment()
                .putAll(Map.of(
                        "BATUTA_DB_URL", database.url(),
                        "BATUTA_DB_USER", database.user(),
                        "BATUTA_PORT", Integer.toString(port),
                        "BATUTA_KEY_DIR", dir.resolve("keys").toString(),
                        "BATUTA_SSH_DIR", dir.resolve("ssh").toString()));
        File log = dir.resolve("log").toFile();
        return builder.redirectErrorStream(true).redirectOutput(log).start();
    }

    private static String options() throws IOException {
        Matcher options =
                Pattern.compile("ENV JDK_JAVA_OPTIONS=\"(.+)\"").matcher(Files.readString(Path.of("../Dockerfile")));
        if (!options.find()) {
            throw new IllegalStateException("the Dockerfile sets no JDK_JAVA_OPTIONS");
        }
        return options.group(1);
    }

    private static Path jar() throws IOException {
        try (var files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("batuta-app-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no jar is packaged: mvn -Pbench verify"));
        }
    }

    private boolean isReady(Process application, int port) throws IOException, InterruptedException {
        assertThat(application.isAlive()).as(() -> log()).isTrue();
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

    private String log() {
        try {
            return Files.readString(dir.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The largest size in a while in which nobody asks for anything. */
    private static void measureAtRest(Process application) {
        var status = "/proc/" + application.pid() + "/status";
        long end = System.nanoTime() + REST.toNanos();
        double[] largest = {0};
        await().atMost(REST.plus(PATIENCE)).pollInterval(Duration.ofSeconds(1)).until(() -> {
            largest[0] = Math.max(
                    largest[0],
                    Double.parseDouble(Computer.field(status, "VmRSS").split(" ")[0]));
            return System.nanoTime() > end;
        });
        Figures.add("resident memory at rest, largest in 90 s", largest[0] / KIB_PER_MIB, "MiB", "goal 700");
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }
}
