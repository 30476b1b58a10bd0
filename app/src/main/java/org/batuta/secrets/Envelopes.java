package org.batuta.secrets;

import java.security.SecureRandom;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.batuta.kernel.Ids;
import org.batuta.secrets.EnvelopeGone.Why;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Carries a secret from the edge to the one script that needs it. Processes and operations know only the envelope's id.
 * It opens on every node that lived when it was sealed, as often as its asker needs it, until it is shredded, or it
 * expires, or the keys of its epoch are destroyed. Its content is bound to its row, purpose, account, server and asker,
 * so a copy anywhere else is noise.
 */
@Component
public class Envelopes {

    /** Less than what is left of the oldest key that still seals, so every envelope can be opened while it lasts. */
    private static final Duration LIFE = Duration.ofHours(16);

    private static final int MAX_BYTES = 64 * 1024;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final NodeKeys keys;
    private final Clock clock;

    Envelopes(JdbcClient jdbc, NodeKeys keys, Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Seals a content for one purpose of one account.
     *
     * @param scope whose asking opens it again, for example the request it belongs to
     * @param content is not kept; the caller wipes it
     */
    @Transactional
    public UUID seal(String purpose, UUID accountId, @Nullable UUID serverId, UUID scope, byte[] content) {
        if (content.length > MAX_BYTES) {
            throw new IllegalArgumentException("An envelope holds at most " + MAX_BYTES + " bytes");
        }
        Sealing sealing = new Sealing(Ids.next(), purpose, accountId, serverId, scope);
        byte[] dataKey = random(32);
        byte[] iv = random(12);
        try {
            insert(sealing, iv, sealing.encrypt(dataKey, iv, content));
            for (NodeKeys.Reader reader : keys.readers()) {
                insert(sealing.id(), reader.id(), Wrap.of(dataKey, reader.publicKey(), sealing.description()));
            }
            return sealing.id();
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /**
     * The content, for the asker it was sealed for; the caller wipes it.
     *
     * @throws EnvelopeGone when it does not open, and never will
     */
    @Transactional(readOnly = true, noRollbackFor = EnvelopeGone.class)
    public byte[] open(UUID id, UUID scope) {
        Stored stored = stored(id, scope);
        if (!clock.instant().isBefore(stored.expiresAt())) {
            throw new EnvelopeGone(id, Why.EXPIRED);
        }
        byte[] dataKey = dataKey(stored.sealing());
        try {
            return stored.sealing().decrypt(dataKey, stored.iv(), stored.ciphertext());
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /** Empties the envelope, in the transaction that records the success of what needed it. */
    @Transactional
    public void shred(UUID id) {
        jdbc.sql("update envelope set ciphertext = null where id = :id")
                .param("id", id)
                .update();
        jdbc.sql("delete from envelope_key where envelope_id = :id")
                .param("id", id)
                .update();
    }

    private Stored stored(UUID id, UUID scope) {
        return jdbc.sql("select * from envelope where id = :id and ciphertext is not null")
                .param("id", id)
                .query((row, n) -> new Stored(
                        new Sealing(
                                id,
                                row.getString("purpose"),
                                row.getObject("account_id", UUID.class),
                                row.getObject("server_id", UUID.class),
                                scope),
                        row.getBytes("iv"),
                        row.getBytes("ciphertext"),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant()))
                .optional()
                .orElseThrow(() -> new EnvelopeGone(id, Why.SHREDDED));
    }

    private byte[] dataKey(Sealing sealing) {
        List<Wrapped> copies = jdbc.sql("select * from envelope_key where envelope_id = :id")
                .param("id", sealing.id())
                .query((row, n) -> new Wrapped(
                        row.getObject("node_key_id", UUID.class),
                        new Wrap(row.getBytes("encapsulation"), row.getBytes("wrapped"))))
                .list();
        Why why = Why.NO_KEY;
        for (Wrapped copy : copies) {
            byte[] privateKey = keys.privateKey(copy.nodeKeyId()).orElse(null);
            if (privateKey != null) {
                byte[] dataKey = copy.wrap().open(privateKey, sealing.description());
                Arrays.fill(privateKey, (byte) 0);
                if (dataKey != null) {
                    return dataKey;
                }
                why = Why.FOREIGN;
            }
        }
        throw new EnvelopeGone(sealing.id(), why);
    }

    private void insert(Sealing sealing, byte[] iv, byte[] ciphertext) {
        Instant now = clock.instant();
        jdbc.sql("""
                insert into envelope
                    (id, purpose, account_id, server_id, scope, iv, ciphertext, created_at, expires_at)
                values (:id, :purpose, :accountId, :serverId, :scope, :iv, :ciphertext, :now, :expires)""")
                .param("id", sealing.id())
                .param("purpose", sealing.purpose())
                .param("accountId", sealing.accountId())
                .param("serverId", sealing.serverId(), Types.OTHER)
                .param("scope", sealing.scope())
                .param("iv", iv)
                .param("ciphertext", ciphertext)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("expires", now.plus(LIFE).atOffset(ZoneOffset.UTC))
                .update();
    }

    private void insert(UUID id, UUID nodeKeyId, Wrap wrap) {
        jdbc.sql("insert into envelope_key values (:id, :nodeKeyId, :encapsulation, :wrapped)")
                .param("id", id)
                .param("nodeKeyId", nodeKeyId)
                .param("encapsulation", wrap.encapsulation())
                .param("wrapped", wrap.wrapped())
                .update();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private record Stored(Sealing sealing, byte[] iv, byte[] ciphertext, Instant expiresAt) {}

    private record Wrapped(UUID nodeKeyId, Wrap wrap) {}
}
