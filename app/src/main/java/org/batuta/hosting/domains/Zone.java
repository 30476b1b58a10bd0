package org.batuta.hosting.domains;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;

/**
 * The serial of a zone and what it stands for. It belongs to the name and stays when the domain is removed, so a zone
 * that comes back is newer than every copy of the old one.
 */
@Entity
class Zone {

    private static final long MODULUS = 1L << 32;
    private static final long HALF = 1L << 31;

    @Id
    private String name;

    private long serial;
    private String contentHash;

    @SuppressWarnings("unused") // read by SQL
    private Instant changedAt;

    @SuppressWarnings("NullAway.Init")
    protected Zone() {}

    /**
     * The serial for this content: a new one exactly when the content is another (T23). It follows the clock in
     * seconds, and goes on by one where changes come faster or the clock is behind (RFC 1982).
     */
    long serialFor(String hash, Instant now) {
        if (!isOf(hash)) {
            serial = wouldHave(hash, now);
            contentHash = hash;
            changedAt = now;
        }
        return serial;
    }

    /** The same, and the zone stays as it is. */
    long wouldHave(String hash, Instant now) {
        if (isOf(hash)) {
            return serial;
        }
        long clock = now.getEpochSecond() % MODULUS;
        return isNewer(clock, serial) ? clock : (serial + 1) % MODULUS;
    }

    /** Whether a secondary that has {@code old} would fetch {@code candidate} (RFC 1982). */
    static boolean isNewer(long candidate, long old) {
        long ahead = Math.floorMod(candidate - old, MODULUS);
        return ahead > 0 && ahead < HALF;
    }

    /** Whether the serial stands for this content. */
    boolean isOf(String hash) {
        return hash.equals(contentHash);
    }

    long serial() {
        return serial;
    }
}
