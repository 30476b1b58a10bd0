package org.batuta.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.batuta.Bytes;
import org.batuta.MovedClock;
import org.batuta.secrets.EnvelopeGone.Why;
import org.batuta.servers.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/**
 * A backup of a running database with its log, taken while an envelope could be opened and restored later. It has the
 * envelope for ever; what opens it are keys of the node, which no backup has (K19).
 */
@SuppressWarnings("NullAway.Init")
class RestoredDatabaseTest {

    private static final byte[] CONTENT = "verifier\0{SHA512-CRYPT}$6$sealed\0".getBytes(StandardCharsets.UTF_8);

    private final UUID request = UUID.randomUUID();
    private final MovedClock clock = new MovedClock(Instant.parse("2031-03-01T08:00:00Z"));

    @TempDir
    private Path folder;

    @Test
    void k19OpensNoEnvelopeOnceTheKeysOfItsEpochAreGone() throws Exception {
        Path backup = folder.resolve("backup");
        try (Database database = Database.temporary();
                Connection inUse = superuser(database)) {
            ScriptUtils.executeSqlScript(inUse, new ClassPathResource("V20261124_30__secrets.sql", Envelopes.class));
            keys(inUse).keep();
            UUID envelope = envelopes(inUse).seal("set-password", UUID.randomUUID(), null, request, CONTENT);
            byte[] privateKey = Files.readAllBytes(keyFile());
            backUp(inUse, backup);
            envelopes(inUse).shred(envelope);
            assertGone(Why.SHREDDED, envelope, inUse);

            assertThat(new Bytes(List.of(Wrap.publicKey(privateKey))).filesBelow(backup))
                    .isNotEmpty();
            assertThat(new Bytes(List.of(privateKey, CONTENT)).filesBelow(backup))
                    .isEmpty();
            try (Database copy = Database.kept(backup);
                    Connection restored = superuser(copy)) {
                assertThat(envelopes(restored).open(envelope, request)).isEqualTo(CONTENT);

                clock.move(Duration.ofHours(24));
                keys(inUse).keep();
                clock.move(Duration.ofHours(-24));

                assertThat(Files.readAllBytes(keyFile())).isNotEqualTo(privateKey);
                assertGone(Why.NO_KEY, envelope, restored);
            }
        }
    }

    private void assertGone(Why why, UUID envelope, Connection database) {
        assertThatExceptionOfType(EnvelopeGone.class)
                .isThrownBy(() -> envelopes(database).open(envelope, request))
                .extracting(EnvelopeGone::why)
                .isEqualTo(why);
    }

    /** As PostgreSQL says how to copy its files while it works; its log goes with them. */
    private static void backUp(Connection database, Path backup) throws IOException, InterruptedException {
        JdbcClient sql = sql(database);
        String data = sql.sql("show data_directory").query(String.class).single();
        sql.sql("select pg_backup_start('restored', true)").query(String.class).single();
        copy(Path.of(data), backup);
        String label = sql.sql("select labelfile from pg_backup_stop(false)")
                .query(String.class)
                .single();
        copy(Path.of(data, "pg_wal"), backup);
        Files.writeString(backup.resolve("backup_label"), label);
        Files.deleteIfExists(backup.resolve("postmaster.pid"));
    }

    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exit).isZero();
    }

    private static Connection superuser(Database database) throws SQLException {
        return DriverManager.getConnection(database.url(), "postgres", "");
    }

    private static JdbcClient sql(Connection database) {
        return JdbcClient.create(new SingleConnectionDataSource(database, true));
    }

    private NodeKeys keys(Connection database) {
        return new NodeKeys(sql(database), new KeySettings(folder.resolve("keys"), folder.resolve("shared")), clock);
    }

    private Envelopes envelopes(Connection database) {
        return new Envelopes(sql(database), keys(database), clock);
    }

    private Path keyFile() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("keys"))) {
            return files.findFirst().orElseThrow();
        }
    }
}
