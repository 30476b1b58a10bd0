package org.batuta.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Verifies the chain of the audit (A12). Each entry has a link with its number in the order of commits and a hash over
 * the number, the hash before and all values of the entry; the database makes it within the commit of the entry, so
 * nothing is ever written without. Whoever changes, removes, adds or swaps an entry breaks the chain there. Whoever
 * owns the database can also make all links after it anew: this shows only beside a head that was noted before.
 */
@Component
public class Chain {

    private static final int AT_A_TIME = 1000;
    private static final HexFormat HEX = HexFormat.of();

    private final JdbcTemplate jdbc;

    /** Reads with settings of its own: an audit is long. */
    Chain(DataSource dataSource) {
        jdbc = new JdbcTemplate(dataSource);
        jdbc.setFetchSize(AT_A_TIME);
    }

    /** What is wrong with a link. */
    public enum Fault {
        /** The values of the entry, or its place, are not what was chained. */
        CHANGED,
        /** There is no link with this number. */
        NO_LINK,
        /** There is a link and no entry. */
        NO_ENTRY,
        /** There is an entry that was never chained. */
        NOT_CHAINED,
        /** It was noted with another hash. */
        NOT_AS_NOTED
    }

    /**
     * The first link that does not hold.
     *
     * @param number of the link; 0 for an entry without one
     * @param entryId none when nothing is left of it
     */
    public record Broken(long number, @Nullable UUID entryId, Fault fault) {}

    /** The last link: who notes it can prove later that nothing before it was made anew. */
    public record Head(long number, String hash) {

        /** @throws IllegalArgumentException when it is not {@code number:hash} */
        public static Head parse(String text) {
            int colon = text.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("a head is number:hash, not " + text);
            }
            return new Head(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
        }

        @Override
        public String toString() {
            return number + ":" + hash;
        }
    }

    /**
     * What was found.
     *
     * @param head none when there is no entry
     */
    public record Verified(
            long links, @Nullable Head head, @Nullable Broken broken) {}

    /** Reads all of it, as it is at one moment. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Verified verify(@Nullable Head noted) {
        return read(noted);
    }

    /** The same within the transaction of the caller. */
    Verified read(@Nullable Head noted) {
        Walk walk = new Walk(noted);
        jdbc.query("""
                select l.number, l.entry_id, l.hash, e.*
                from audit_link l full join audit_entry e on e.id = l.entry_id
                order by l.number nulls last, e.at, e.id""", walk::step);
        return walk.end();
    }

    private static final class Walk {

        private final @Nullable Head noted;
        private final MessageDigest sha256;
        private long links;
        private byte @Nullable [] previous;
        private @Nullable Broken broken;

        Walk(@Nullable Head noted) {
            this.noted = noted;
            try {
                sha256 = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        void step(ResultSet row) throws SQLException {
            UUID entry = row.getObject("id", UUID.class);
            byte[] hash = row.getBytes("hash");
            if (broken != null) {
                if (hash != null) {
                    links++;
                    previous = hash;
                }
            } else if (hash == null) {
                broken = new Broken(0, entry, Fault.NOT_CHAINED);
            } else {
                long number = row.getLong("number");
                links++;
                broken = fault(number, entry, hash, row);
                previous = hash;
            }
        }

        private @Nullable Broken fault(long number, @Nullable UUID entry, byte[] hash, ResultSet row)
                throws SQLException {
            if (number != links) {
                return new Broken(links, null, Fault.NO_LINK);
            }
            if (entry == null) {
                return new Broken(number, row.getObject("entry_id", UUID.class), Fault.NO_ENTRY);
            }
            if (!MessageDigest.isEqual(hash, sha256.digest(content(number, previous, row)))) {
                return new Broken(number, entry, Fault.CHANGED);
            }
            if (noted != null && noted.number == number && !HEX.formatHex(hash).equals(noted.hash)) {
                return new Broken(number, entry, Fault.NOT_AS_NOTED);
            }
            return null;
        }

        Verified end() {
            Head head = previous == null ? null : new Head(links, HEX.formatHex(previous));
            if (broken == null && noted != null && noted.number > links) {
                broken = new Broken(links + 1, null, Fault.NO_LINK);
            }
            return new Verified(links, head, broken);
        }
    }

    private static byte[] content(long number, byte @Nullable [] previous, ResultSet row) throws SQLException {
        Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
        StringBuilder content = new StringBuilder();
        add(content, Long.toString(number));
        add(content, hex(previous));
        add(content, row.getString("id"));
        add(content, Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at)));
        for (String column :
                List.of("action", "object_type", "object_id", "account_id", "person_id", "token", "login")) {
            add(content, row.getString(column));
        }
        for (String column : List.of("in_name_of", "remote", "call", "request", "process_instance")) {
            add(content, row.getString(column));
        }
        for (String column : List.of("before", "after", "key_id")) {
            add(content, row.getString(column));
        }
        add(content, hex(row.getBytes("sealed")));
        return content.substring(0, content.length() - 1).getBytes(StandardCharsets.UTF_8);
    }

    private static void add(StringBuilder content, @Nullable String field) {
        if (field == null) {
            content.append('-');
        } else {
            content.append(field.getBytes(StandardCharsets.UTF_8).length)
                    .append(':')
                    .append(field);
        }
        content.append(',');
    }

    private static @Nullable String hex(byte @Nullable [] bytes) {
        return bytes == null ? null : HEX.formatHex(bytes);
    }
}
