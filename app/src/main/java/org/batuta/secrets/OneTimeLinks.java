package org.batuta.secrets;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Links that open one thing once and for a short time, for whoever has the mailbox they were sent to. Only the hash of
 * a token is kept. Several readers may have a link to the same thing: when one of them has opened it, all are void.
 */
@Component
public class OneTimeLinks {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final JdbcClient jdbc;
    private final Clock clock;

    OneTimeLinks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Makes the token of a link. It is told to nobody but the reader of the letter: not written, not logged.
     *
     * @param purpose small letters and hyphens, for example {@code reset-password}
     * @param subject what it opens: a person, a contact, a request
     */
    @Transactional
    public String make(String purpose, UUID subject, Duration lasts) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.sql("delete from one_time_link where expires_at <= :now")
                .param("now", now)
                .update();
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        jdbc.sql("""
                insert into one_time_link (token_hash, purpose, subject, expires_at)
                values (:hash, :purpose, :subject, :expires)""")
                .param("hash", DigestUtils.sha256(token))
                .param("purpose", purpose)
                .param("subject", subject)
                .param("expires", now.plus(lasts))
                .update();
        return token;
    }

    /** What the link opens, without using it up; nothing for one that is unknown, used, void or too old. */
    @Transactional(readOnly = true)
    public Optional<UUID> look(String purpose, String token) {
        return ask("select subject from one_time_link", purpose, token);
    }

    /** What the link opens; no link opens it from now on. Of two that come at once one gets it. */
    @Transactional
    public Optional<UUID> use(String purpose, String token) {
        Optional<UUID> subject = ask("delete from one_time_link", purpose, token);
        subject.ifPresent(opened -> forget(purpose, opened));
        return subject;
    }

    /** Makes all links to it void, for example because there is a newer one, or it happened in another way. */
    @Transactional
    public void forget(String purpose, UUID subject) {
        jdbc.sql("delete from one_time_link where purpose = :purpose and subject = :subject")
                .param("purpose", purpose)
                .param("subject", subject)
                .update();
    }

    /** Whether this could be the token of a link, by its form alone. */
    public static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    private Optional<UUID> ask(String verb, String purpose, String token) {
        if (!isToken(token)) {
            return Optional.empty();
        }
        return jdbc.sql(verb + " where token_hash = :hash and purpose = :purpose and expires_at > :now"
                        + (verb.startsWith("delete") ? " returning subject" : ""))
                .param("hash", DigestUtils.sha256(token))
                .param("purpose", purpose)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .optional();
    }
}
