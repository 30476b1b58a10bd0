package org.batuta.hosting.domains;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** T23: the serial rises when the content is another, and only then. */
class ZoneTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private final Zone zone = new Zone();

    @Test
    void beginsWithTheTime() {
        assertThat(zone.serialFor("a", NOW)).isEqualTo(NOW.getEpochSecond());
    }

    @Test
    void staysWhileTheContentIsTheSame() {
        long first = zone.serialFor("a", NOW);
        assertThat(zone.serialFor("a", NOW.plusSeconds(500))).isEqualTo(first);
    }

    @Test
    void t23RisesWithEveryOtherContentAlsoOnesThatWereThereBefore() {
        long first = zone.serialFor("a", NOW);
        long second = zone.serialFor("b", NOW);
        long third = zone.serialFor("a", NOW.minusSeconds(3600));
        assertThat(second).isEqualTo(first + 1);
        assertThat(third).isEqualTo(second + 1);
    }

    @Test
    void t23RisesThousandsOfTimesADay() {
        long before = zone.serialFor("0", NOW);
        for (int i = 1; i <= 5000; i++) {
            long serial = zone.serialFor(Integer.toString(i), NOW);
            assertThat(Zone.isNewer(serial, before)).isTrue();
            before = serial;
        }
    }

    @Test
    void goesOnBeyondTheLargestNumber() {
        Instant last = Instant.ofEpochSecond((1L << 32) - 1);
        assertThat(zone.serialFor("a", NOW)).isLessThan(1L << 31);
        for (long at = NOW.getEpochSecond(); at < last.getEpochSecond(); at += 1L << 30) {
            zone.serialFor("at " + at, Instant.ofEpochSecond(at));
        }
        long largest = zone.serialFor("b", last);
        assertThat(largest).isEqualTo(last.getEpochSecond());
        assertThat(zone.serialFor("c", last)).isZero();
        assertThat(Zone.isNewer(0, largest)).isTrue();
    }

    @Test
    void comparesAsSecondariesDo() {
        assertThat(Zone.isNewer(1, 0)).isTrue();
        assertThat(Zone.isNewer(0, 1)).isFalse();
        assertThat(Zone.isNewer(5, 5)).isFalse();
        assertThat(Zone.isNewer(44, (1L << 32) - 1)).isTrue();
        assertThat(Zone.isNewer(1L << 31, 0)).isFalse();
    }
}
