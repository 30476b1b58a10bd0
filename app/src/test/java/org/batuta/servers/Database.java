package org.batuta.servers;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL of this process, with a database and a user {@code batuta}, whose
 * tables belong to {@code batuta_owner}. It ends with the process, however that
 * ends; in an orderly end it must be closed last, so it has no shutdown hook of its own.
 */
public final class Database implements AutoCloseable {

    private static final String NAME = "batuta";
    private static final String OWNER = "batuta_owner";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EmbeddedPostgres postgres;
    private final Path data;
    private Watchdog watchdog;

    private Database(EmbeddedPostgres postgres, Path data) throws IOException {
        this.postgres = postgres;
        this.data = data;
        this.watchdog = Watchdog.over(Watchdog.postmaster(data));
    }

    /** A database for tests: quick, empty, gone when it is closed. */
    public static Database temporary() {
        return start(EmbeddedPostgres.builder(), null);
    }

    /** A durable database whose data stay in this directory for the next start. */
    public static Database kept(Path data) {
        Path directory = data.toAbsolutePath().normalize();
        Watchdog.endOrphan(directory);
        return start(
                EmbeddedPostgres.builder()
                        .setDataDirectory(directory)
                        .setCleanDataDirectory(false)
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on"),
                directory);
    }

    /** Where the application connects to. */
    public String url() {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + NAME;
    }

    /** As whom the application works; it needs no password on this machine. */
    public String user() {
        return NAME;
    }

    /** Who owns the tables; it needs no password on this machine. */
    public String owner() {
        return OWNER;
    }

    /** Kills all of it, as a crash of its machine would, and starts it again in its place; returns when it answers. */
    public void crash() {
        try {
            ProcessHandle postmaster = postmaster();
            List<String> line = new ArrayList<>(List.of("unshare", "-U"));
            line.addAll(List.of(Files.readString(Path.of("/proc/" + postmaster.pid() + "/cmdline"))
                    .split("\0")));
            watchdog.callOff();
            List<ProcessHandle> all = processes();
            all.forEach(ProcessHandle::destroyForcibly);
            await("the end of the database")
                    .atMost(PATIENCE)
                    .until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
            Process again = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            watchdog = Watchdog.over(String.valueOf(again.pid()));
            await("the recovery of the database").atMost(PATIENCE).until(this::answers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops all of it as a machine that is suspended: connections stay, nothing is answered. */
    public void freeze() {
        try {
            signal("STOP", List.of(postmaster())); // or it would make more of them meanwhile
            signal("STOP", processes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets it go on after {@link #freeze}. */
    public void thaw() {
        try {
            signal("CONT", processes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(String signal, List<ProcessHandle> processes) throws IOException {
        List<String> line = new ArrayList<>(List.of("kill", "-" + signal));
        processes.forEach(process -> line.add(String.valueOf(process.pid())));
        new ProcessBuilder(line).start().onExit().join();
    }

    private List<ProcessHandle> processes() throws IOException {
        ProcessHandle postmaster = postmaster();
        return Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    }

    private ProcessHandle postmaster() throws IOException {
        return ProcessHandle.of(Long.parseLong(Watchdog.postmaster(data))).orElseThrow();
    }

    private boolean answers() {
        try (var connection = postgres.getDatabase(NAME, NAME).getConnection()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false; // it recovers
        }
    }

    @Override
    public void close() {
        try {
            watchdog.callOff();
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Database start(EmbeddedPostgres.Builder builder, @Nullable Path data) {
        try {
            var postgres = builder.setPGStartupWait(PATIENCE)
                    .setRegisterShutdownHook(false)
                    .start();
            createOnce(postgres);
            return new Database(postgres, data == null ? directoryOf(postgres) : data);
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("the embedded PostgreSQL does not start", e);
        }
    }

    private static Path directoryOf(EmbeddedPostgres postgres) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var shown = connection.createStatement().executeQuery("show data_directory")) {
            shown.next();
            return Path.of(shown.getString(1));
        }
    }

    private static void createOnce(EmbeddedPostgres postgres) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            if (has(statement, "pg_roles where rolname = '" + OWNER + "'")) {
                return;
            }
            statement.execute("create role " + OWNER + " login");
            if (has(statement, "pg_database where datname = '" + NAME + "'")) {
                handOver(postgres);
            } else {
                statement.execute("create role " + NAME + " login");
                statement.execute("create database " + NAME + " owner " + OWNER);
            }
        }
    }

    private static boolean has(Statement statement, String what) throws SQLException {
        try (var there = statement.executeQuery("select 1 from " + what)) {
            return there.next();
        }
    }

    /** Of an earlier release, whose only user owned all. */
    private static void handOver(EmbeddedPostgres postgres) throws SQLException {
        try (var connection = postgres.getDatabase("postgres", NAME).getConnection();
                var statement = connection.createStatement()) {
            statement.execute("reassign owned by " + NAME + " to " + OWNER);
        }
    }

    /** Ends a postmaster whose owner is gone. */
    private record Watchdog(Process process) {

        /** Watches this postmaster until this process ends. */
        static Watchdog over(String postmaster) throws IOException {
            String script = "while read -r _; do :; done; kill -INT \"$1\"; pkill -CONT -P \"$1\"; kill -CONT \"$1\"";
            return new Watchdog(new ProcessBuilder("setsid", "bash", "-c", script, "watchdog", postmaster)
                    .redirectErrorStream(true)
                    .start());
        }

        void callOff() {
            process.destroyForcibly();
        }

        /** A start that was killed together with its watchdog may have left the postmaster behind. */
        static void endOrphan(Path data) {
            try {
                if (!Files.exists(data.resolve("postmaster.pid"))) {
                    return;
                }
                var orphan = ProcessHandle.of(Long.parseLong(postmaster(data)));
                if (orphan.isPresent() && worksIn(orphan.get(), data)) {
                    new ProcessBuilder("kill", "-INT", postmaster(data)).start();
                    orphan.get().onExit().join();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static boolean worksIn(ProcessHandle process, Path data) throws IOException {
            Path link = Path.of("/proc/" + process.pid() + "/cwd");
            return Files.exists(link) && link.toRealPath().equals(data.toRealPath());
        }

        private static String postmaster(Path data) throws IOException {
            return Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
        }
    }
}
