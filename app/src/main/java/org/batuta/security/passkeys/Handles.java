package org.batuta.security.passkeys;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** By what devices know their person: random bytes, so that a device tells nobody who that is. */
@Component
class Handles {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** As many as WebAuthn allows. */
    private static final int BYTES = 64;

    private final JdbcClient sql;

    Handles(JdbcClient sql) {
        this.sql = sql;
    }

    /** The person's; made when it is asked for the first time. */
    byte[] of(UUID personId) {
        byte[] handle = new byte[BYTES];
        RANDOM.nextBytes(handle);
        sql.sql("insert into passkey_handle (person_id, handle) values (?, ?) on conflict (person_id) do nothing")
                .params(personId, handle)
                .update();
        return sql.sql("select handle from passkey_handle where person_id = ?")
                .param(personId)
                .query(byte[].class)
                .single();
    }

    /** Whose it is. */
    Optional<UUID> personOf(byte[] handle) {
        return sql.sql("select person_id from passkey_handle where handle = ?")
                .param(handle)
                .query(UUID.class)
                .optional();
    }
}
