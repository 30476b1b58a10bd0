package org.batuta.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.batuta.Application;
import org.batuta.servers.Database;
import org.batuta.servers.Machine;
import org.batuta.servers.MailCatcher;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A provider on this machine: database, two real servers, a catcher of mail and the application. Everything stops in the
 * opposite order when it is asked to stop, or when the command that started it dies; the data stay for the next start.
 */
public final class Demo {

    private final Instant begin = Instant.now();
    private final DemoSettings settings;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private boolean stopping;

    private Demo(DemoSettings settings) {
        this.settings = settings;
    }

    /** The reason is for the reader, who can do something about it; no trace of ours would help. */
    static final class CannotStart extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        CannotStart(String reason) {
            super(reason);
        }
    }

    private static void endWith(ProcessHandle maven) {
        Thread watch = new Thread(
                () -> {
                    maven.onExit().join();
                    System.exit(0);
                },
                "maven");
        watch.setDaemon(true);
        watch.start();
    }

    /** Starts the demo and returns; it lives until the process is stopped. */
    public static void main(String[] args) {
        ProcessHandle.current().parent().ifPresent(Demo::endWith);
        try {
            Machine.cannotHaveServers().ifPresent(reason -> {
                throw new CannotStart(
                        "The demo boots real servers, and " + reason + ". The other way: docker compose up --build");
            });
            var demo = new Demo(DemoSettings.of(System.getenv()));
            Runtime.getRuntime().addShutdownHook(new Thread(demo::stop, "stop-demo"));
            demo.run();
        } catch (CannotStart e) {
            System.err.println("\n" + e.getMessage() + "\n");
            System.exit(1);
        } catch (IOException | RuntimeException | Error e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private void run() throws IOException {
        beTheOnlyOne();
        settings.requireFreePorts();
        say("Starting the database, two servers and the application ...");
        var database = started(Database.kept(settings.data().resolve("postgresql")));
        var mails = started(new MailCatcher(0, settings.mailPort()));
        var park = started(
                Park.start(settings.instance(), settings.net(), settings.data().resolve("servers")));
        var servers = CompletableFuture.supplyAsync(() -> park.servers("host1", "host2"));
        var application = started(application(database, mails));
        announce(new OpeningDay(application, this::say).of(servers.join()), servers.join(), mails);
    }

    private ConfigurableApplicationContext application(Database database, MailCatcher mails) {
        var properties = settings.properties(database, mails.smtpPort());
        return new SpringApplicationBuilder(Application.class)
                .registerShutdownHook(false)
                .run(properties.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new));
    }

    private void say(String what) {
        System.out.println(what);
    }

    private void announce(Welcome welcome, List<TestServer> servers, MailCatcher mails) {
        long seconds = Duration.between(begin, Instant.now()).toSeconds();
        say(welcome.text("http://localhost:" + settings.port() + "/", seconds));
        say("""
                Mails    %s (all that Batuta sends; none leaves this machine)
                Servers  %s, %s, with their own systemd
                Data     %s (kept for the next start; delete it to begin anew)
                Log      %s

                Ctrl-C stops everything, the servers too.
                """.formatted(mails.page(), servers.get(0), servers.get(1), settings.data(), settings.log()));
    }

    /** Two demos on the same data would destroy them. The lock ends with this process. */
    private void beTheOnlyOne() throws IOException {
        Files.createDirectories(settings.data());
        var channel = started(
                FileChannel.open(settings.data().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        if (channel.tryLock() == null) {
            throw new CannotStart("A demo runs already on " + settings.data() + ".");
        }
    }

    /** What comes too late is not started at all. */
    private synchronized <T extends AutoCloseable> T started(T part) {
        running.push(part);
        if (stopping) {
            stopAll();
        }
        return part;
    }

    private synchronized void stop() {
        stopping = true;
        stopAll();
        // a server that was being made, a base system that was being built
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
    }

    /** The application first, then the servers, the database last. One that does not stop does not keep the others. */
    private void stopAll() {
        for (AutoCloseable part = running.poll(); part != null; part = running.poll()) {
            close(part);
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            System.err.println("did not stop in order: " + part + ": " + e);
        }
    }
}
