package org.batuta.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** What has to be answered with a passkey (A08). */
class ChallengeTest {

    private static final Instant NOW = Instant.parse("2026-11-28T15:00:00Z");

    private final MockHttpServletRequest session = new MockHttpServletRequest();

    @Test
    void isTakenOnceInTheSessionInWhichItWasAsked() {
        String asked = Challenge.make(session, "login", NOW);
        assertThat(asked).matches("[A-Za-z0-9_-]{43}");
        assertThat(Challenge.take(new MockHttpServletRequest(), "login", NOW)).isEmpty();
        assertThat(Challenge.take(session, "another purpose", NOW)).isEmpty();
        assertThat(Challenge.take(session, "login", NOW)).contains(asked);
        assertThat(Challenge.take(session, "login", NOW)).isEmpty();
    }

    @Test
    void isOverAfterFiveMinutes() {
        String early = Challenge.make(session, "login", NOW);
        assertThat(Challenge.take(session, "login", NOW.plus(Duration.ofSeconds(299))))
                .contains(early);
        Challenge.make(session, "login", NOW);
        assertThat(Challenge.take(session, "login", NOW.plus(Duration.ofSeconds(300))))
                .isEmpty();
    }

    @Test
    void givesWayToALaterOne() {
        String first = Challenge.make(session, "login", NOW);
        String second = Challenge.make(session, "login", NOW);
        assertThat(second).isNotEqualTo(first);
        assertThat(Challenge.take(session, "login", NOW)).contains(second);
        assertThat(Challenge.take(session, "login", NOW)).isEmpty();
    }

    @Test
    void ofManyAtOnceOneGetsIt() {
        Challenge.make(session, "login", NOW);
        AtomicInteger taken = new AtomicInteger();
        IntStream.range(0, 64)
                .parallel()
                .forEach(n -> Challenge.take(session, "login", NOW).ifPresent(challenge -> taken.incrementAndGet()));
        assertThat(taken).hasValue(1);
    }
}
