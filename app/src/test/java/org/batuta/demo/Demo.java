package org.batuta.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.batuta.Application;
import org.batuta.servers.Database;
import org.batuta.servers.Machine;
import org.batuta.servers.MailCatcher;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A provider on this machine: database, two real servers, a catcher of mail and the application. Everything stops in the
 * opposite order when it is asked to stop, or when the command that started it dies; the data stay for the next start.
 */
public final class Demo {

    private final Instant begin = Instant.now();
    private final Path data;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    private Demo(Path data) {
        this.data = data;
    }

    /** What runs when all is started. */
    record Stage(ConfigurableApplicationContext application, List<TestServer> servers, MailCatcher mails) {}

    /** Starts the demo and returns; it lives until the process is stopped. */
    public static void main(String[] args) {
        Machine.cannotHaveServers().ifPresent(reason -> {
            System.err.println("The demo boots real servers, and " + reason + ". The other way: docker compose up");
            System.exit(1);
        });
        var demo = new Demo(Path.of(System.getenv().getOrDefault("BATUTA_DEMO_DIR", "../data/demo"))
                .toAbsolutePath()
                .normalize());
        Runtime.getRuntime().addShutdownHook(new Thread(demo::stop, "stop-demo"));
        ProcessHandle.current().parent().ifPresent(maven -> maven.onExit().thenRun(() -> System.exit(0)));
        try {
            demo.announce(demo.start());
        } catch (IOException | RuntimeException | Error e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private Stage start() throws IOException {
        beTheOnlyOne();
        var database = started(Database.kept(data.resolve("postgresql")));
        var mails = started(new MailCatcher(0, 8025));
        var park = started(Park.start("demo", "10.79.0", data.resolve("servers")));
        var servers = CompletableFuture.supplyAsync(() -> park.servers("host1", "host2"));
        var application = application(database, mails);
        return new Stage(application, servers.join(), mails);
    }

    private ConfigurableApplicationContext application(Database database, MailCatcher mails) {
        Map<String, Object> properties = Map.of(
                "spring.datasource.url", database.url(),
                "spring.datasource.username", database.user(),
                "spring.datasource.password", "",
                "batuta.mail.host", "127.0.0.1",
                "batuta.mail.port", mails.smtpPort(),
                "spring.lifecycle.timeout-per-shutdown-phase", "4s",
                "batuta.key.dir", data.resolve("keys").toString());
        return new SpringApplicationBuilder(Application.class)
                .registerShutdownHook(false)
                .initializers(this::started)
                .run(properties.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new));
    }

    private void announce(Stage stage) {
        String port = stage.application().getEnvironment().getProperty("local.server.port");
        System.out.printf(
                "%nBatuta is at http://localhost:%s/ after %d s%nmails     %s%nservers   %s%ndata      %s%n%n",
                port,
                Duration.between(begin, Instant.now()).toSeconds(),
                stage.mails().page(),
                stage.servers(),
                data);
    }

    /** Two demos on the same data would destroy them. The lock ends with this process. */
    private void beTheOnlyOne() throws IOException {
        Files.createDirectories(data);
        var channel =
                started(FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        if (channel.tryLock() == null) {
            throw new IllegalStateException("a demo runs already on " + data);
        }
    }

    private synchronized <T extends AutoCloseable> T started(T part) {
        running.push(part);
        return part;
    }

    /** The application first, then the servers, the database last. One that does not stop does not keep the others. */
    private void stop() {
        for (AutoCloseable part = next(); part != null; part = next()) {
            try {
                part.close();
            } catch (Exception e) {
                System.err.println("did not stop in order: " + part + ": " + e);
            }
        }
    }

    private synchronized @Nullable AutoCloseable next() {
        return running.poll();
    }
}
