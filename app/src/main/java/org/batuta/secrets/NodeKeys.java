package org.batuta.secrets;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.batuta.kernel.Ids;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The keys of this node's epochs. An epoch's key seals for six hours and opens for a day; then it is destroyed, and
 * with it every envelope of that epoch, in the database, in its log and in all backups.
 */
@Component
public class NodeKeys {

    private static final Duration SEALS = Duration.ofHours(6);
    private static final Duration OPENS = Duration.ofHours(24);
    private static final Duration ALIVE = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final KeyDirectory directory;
    private final Clock clock;

    @Autowired
    NodeKeys(JdbcClient jdbc, KeySettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.directory = new KeyDirectory(settings.dir());
        this.clock = clock;
    }

    /** Somebody who can open what is sealed now. */
    record Reader(UUID id, byte[] publicKey) {}

    /**
     * Says that this node lives, begins a new epoch when the present one is six hours old, destroys keys that are a
     * day old, and empties envelopes that waited too long. To be called about every minute.
     */
    @Transactional
    public void keep() {
        Instant now = clock.instant();
        directory.keys().stream()
                .filter(key -> !key.createdAt().isAfter(now.minus(OPENS)))
                .forEach(directory::destroy);
        if (directory.keys().stream().noneMatch(key -> key.createdAt().isAfter(now.minus(SEALS)))) {
            directory.write(Ids.next(), now, Wrap.newPrivateKey());
        }
        directory.keys().forEach(key -> register(key, now));
        jdbc.sql("delete from node_key where created_at <= :passed")
                .param("passed", time(now.minus(OPENS)))
                .update();
        jdbc.sql("update envelope set ciphertext = null where ciphertext is not null and expires_at <= :now")
                .param("now", time(now))
                .update();
    }

    /** The present key of every node that lives; this node's own one at least. */
    List<Reader> readers() {
        List<Reader> readers = living();
        if (readers.isEmpty()) {
            keep();
            readers = living();
        }
        return readers;
    }

    /** The private half of a key, while this node has it; the caller wipes it. */
    Optional<byte[]> privateKey(UUID id) {
        Instant passed = clock.instant().minus(OPENS);
        return directory.keys().stream()
                .filter(key -> key.id().equals(id) && key.createdAt().isAfter(passed))
                .map(directory::read)
                .filter(bytes -> bytes.length > 0)
                .findFirst();
    }

    private List<Reader> living() {
        Instant now = clock.instant();
        return jdbc.sql("select id, public_key from node_key where seen_at > :alive and created_at > :present")
                .param("alive", time(now.minus(ALIVE)))
                .param("present", time(now.minus(SEALS).minus(ALIVE)))
                .query((row, n) -> new Reader(row.getObject("id", UUID.class), row.getBytes("public_key")))
                .list();
    }

    private void register(KeyDirectory.Key key, Instant now) {
        byte[] privateKey = directory.read(key);
        if (privateKey.length == 0) {
            return;
        }
        jdbc.sql("""
                insert into node_key (id, public_key, created_at, seen_at) values (:id, :publicKey, :created, :now)
                on conflict (id) do update set seen_at = excluded.seen_at""")
                .param("id", key.id())
                .param("publicKey", Wrap.publicKey(privateKey))
                .param("created", time(key.createdAt()))
                .param("now", time(now))
                .update();
        Arrays.fill(privateKey, (byte) 0);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
