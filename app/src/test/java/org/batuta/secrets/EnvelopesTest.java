package org.batuta.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.batuta.BatutaTest;
import org.batuta.MovedClock;
import org.batuta.OneDatabase;
import org.batuta.secrets.EnvelopeGone.Why;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/**
 * Envelopes on two nodes with a key directory each and one database; time is moved by the test, so their tables are
 * apart from those of the application.
 */
@BatutaTest
@SuppressWarnings("NullAway.Init")
class EnvelopesTest {

    private static final byte[] CONTENT = "verifier\0{SHA512-CRYPT}$6$x\0".getBytes(StandardCharsets.UTF_8);

    private final UUID account = UUID.randomUUID();
    private final UUID server = UUID.randomUUID();
    private final UUID request = UUID.randomUUID();
    private final MovedClock clock = new MovedClock(Instant.parse("2031-03-01T08:00:00Z"));

    @TempDir
    private Path directory;

    private Connection connection;
    private JdbcClient jdbc;
    private NodeKeys keysOfA;
    private NodeKeys keysOfB;
    private Envelopes nodeA;
    private Envelopes nodeB;

    @BeforeEach
    void startTwoNodes() throws SQLException {
        connection = OneDatabase.as(OneDatabase.OWNER).getConnection();
        jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        jdbc.sql("create schema envelopes_test").update();
        jdbc.sql("set search_path to envelopes_test").update();
        ScriptUtils.executeSqlScript(connection, new ClassPathResource("V20261124_30__secrets.sql", Envelopes.class));
        keysOfA = new NodeKeys(jdbc, new KeySettings(directory.resolve("a"), directory.resolve("shared")), clock);
        keysOfB = new NodeKeys(jdbc, new KeySettings(directory.resolve("b"), directory.resolve("shared")), clock);
        nodeA = new Envelopes(jdbc, keysOfA, clock);
        nodeB = new Envelopes(jdbc, keysOfB, clock);
        keysOfA.keep();
        keysOfB.keep();
    }

    @AfterEach
    void giveTheDatabaseBack() throws SQLException {
        jdbc.sql("drop schema envelopes_test cascade").update();
        jdbc.sql("reset search_path").update();
        connection.close();
    }

    @Test
    void opensWhatItSealedAsOftenAsNeeded() {
        UUID id = seal();

        assertThat(nodeA.open(id, request)).isEqualTo(CONTENT);
        assertThat(nodeA.open(id, request)).isEqualTo(CONTENT);
    }

    @Test
    void anotherNodeOpensWhatOneSealed() {
        assertThat(nodeB.open(seal(), request)).isEqualTo(CONTENT);
    }

    @Test
    void keepsNothingReadableInTheDatabase() {
        UUID id = seal();

        byte[] stored = jdbc.sql("select ciphertext from envelope where id = :id")
                .param("id", id)
                .query(byte[].class)
                .single();
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("SHA512", "verifier");
    }

    @Test
    void doesNotOpenForAnotherAsker() {
        UUID id = seal();

        assertGone(Why.FOREIGN, () -> nodeA.open(id, UUID.randomUUID()));
    }

    @Test
    void doesNotOpenAnEnvelopeCopiedToAnotherRow() {
        UUID from = seal();
        UUID to = seal();
        jdbc.sql("""
                update envelope t set iv = f.iv, ciphertext = f.ciphertext from envelope f
                where t.id = :to and f.id = :from""").param("from", from).param("to", to).update();
        assertGone(Why.FOREIGN, () -> nodeA.open(to, request));

        jdbc.sql("""
                update envelope_key t set encapsulation = f.encapsulation, wrapped = f.wrapped from envelope_key f
                where t.envelope_id = :to and f.envelope_id = :from and t.node_key_id = f.node_key_id""").param("from", from).param("to", to).update();
        assertGone(Why.FOREIGN, () -> nodeA.open(to, request));
    }

    @Test
    void doesNotOpenAnEnvelopeForAnotherServerAccountOrPurpose() {
        for (String forged : new String[] {
            "server_id = gen_random_uuid()", "server_id = null", "account_id = gen_random_uuid()", "purpose = 'other'"
        }) {
            UUID id = seal();
            jdbc.sql("update envelope set " + forged + " where id = :id")
                    .param("id", id)
                    .update();

            assertGone(Why.FOREIGN, () -> nodeA.open(id, request));
        }
    }

    @Test
    void anExpiredEnvelopeIsGone() {
        UUID id = seal();
        clock.move(Duration.ofHours(16).minusSeconds(1));
        assertThat(nodeA.open(id, request)).isEqualTo(CONTENT);

        clock.move(Duration.ofSeconds(1));
        assertGone(Why.EXPIRED, () -> nodeA.open(id, request));

        keysOfA.keep();
        assertThat(ciphertexts(id)).isZero();
    }

    @Test
    void aShreddedEnvelopeIsGone() {
        UUID id = seal();
        nodeB.shred(id);

        assertGone(Why.SHREDDED, () -> nodeA.open(id, request));
        assertThat(ciphertexts(id)).isZero();
    }

    @Test
    void beginsANewEpochEverySixHours() throws IOException {
        clock.move(Duration.ofHours(6).minusSeconds(1));
        keysOfA.keep();
        assertThat(keyFiles("a")).hasSize(1);

        clock.move(Duration.ofSeconds(1));
        keysOfA.keep();
        assertThat(keyFiles("a")).hasSize(2);
    }

    @Test
    void keysOfPassedEpochsAreDestroyed() throws IOException {
        UUID id = seal();
        Path ofFirstEpoch = keyFiles("a").get(0);
        clock.move(Duration.ofHours(24));
        keysOfA.keep();
        keysOfB.keep();
        clock.move(Duration.ofHours(-24));

        assertThat(ofFirstEpoch).doesNotExist();
        jdbc.sql(
                        "update envelope set expires_at = '2032-01-01', ciphertext = coalesce(ciphertext, '\\x00') where id = :id")
                .param("id", id)
                .update();
        assertGone(Why.NO_KEY, () -> nodeA.open(id, request));
    }

    @Test
    void onlyTheNodesUserReadsItsKeys() throws IOException {
        Path key = keyFiles("a").get(0);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void aNodeThatIsSilentDoesNotReadWhatIsSealedNow() {
        clock.move(Duration.ofMinutes(6));
        keysOfA.keep();
        UUID id = seal();

        assertThat(nodeA.open(id, request)).isEqualTo(CONTENT);
        assertGone(Why.NO_KEY, () -> nodeB.open(id, request));
    }

    private UUID seal() {
        return nodeA.seal("mailbox-password", account, server, request, CONTENT);
    }

    private long ciphertexts(UUID id) {
        return jdbc.sql("select count(*) from envelope where id = :id and ciphertext is not null")
                .param("id", id)
                .query(Long.class)
                .single();
    }

    private List<Path> keyFiles(String node) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(node))) {
            return files.sorted().toList();
        }
    }

    private static void assertGone(Why why, ThrowingCallable opening) {
        assertThatExceptionOfType(EnvelopeGone.class)
                .isThrownBy(opening)
                .extracting(EnvelopeGone::why)
                .isEqualTo(why);
    }
}
