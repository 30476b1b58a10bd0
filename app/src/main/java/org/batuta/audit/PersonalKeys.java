package org.batuta.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.batuta.kernel.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The keys of the personal values in the audit, one for each account and each person. They lie in the database as the values they are
 * for do elsewhere: they are there to be destroyed, which an entry of a chain cannot be.
 */
@Component
class PersonalKeys {

    private static final int KEY = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();

    PersonalKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Key(UUID id, byte[] secret) {

        /** Bound to the entry: in another it cannot be read. */
        byte[] seal(UUID entry, String text, byte[] nonce) {
            byte[] sealed = apply(Cipher.ENCRYPT_MODE, entry, nonce, text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(NONCE + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        }

        /** @throws IllegalStateException when it was not sealed so */
        String open(UUID entry, byte[] sealed) {
            byte[] nonce = Arrays.copyOf(sealed, NONCE);
            byte[] content = Arrays.copyOfRange(sealed, NONCE, sealed.length);
            return new String(apply(Cipher.DECRYPT_MODE, entry, nonce, content), StandardCharsets.UTF_8);
        }

        private byte[] apply(int mode, UUID entry, byte[] nonce, byte[] content) {
            try {
                Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
                cipher.init(mode, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
                cipher.updateAAD(entry.toString().getBytes(StandardCharsets.UTF_8));
                return cipher.doFinal(content);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the personal values of audit entry " + entry, e);
            }
        }
    }

    Key of(UUID ownerId) {
        Optional<Key> there = find(ownerId);
        if (there.isEmpty()) {
            jdbc.sql("insert into audit_key (id, owner_id, secret) values (?, ?, ?) on conflict do nothing")
                    .params(Ids.next(), ownerId, random(KEY))
                    .update();
        }
        return there.or(() -> find(ownerId)).orElseThrow();
    }

    byte[] nonce() {
        return random(NONCE);
    }

    boolean destroy(UUID ownerId) {
        return jdbc.sql("delete from audit_key where owner_id = ?")
                        .param(ownerId)
                        .update()
                > 0;
    }

    private Optional<Key> find(UUID ownerId) {
        return jdbc.sql("select id, secret from audit_key where owner_id = ?")
                .param(ownerId)
                .query((row, n) -> new Key(row.getObject("id", UUID.class), row.getBytes("secret")))
                .optional();
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
