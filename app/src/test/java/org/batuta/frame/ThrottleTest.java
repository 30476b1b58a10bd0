package org.batuta.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.batuta.MovedClock;
import org.junit.jupiter.api.Test;

/** Who has to wait after wrong passwords, and who never does (attack 29). */
class ThrottleTest {

    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final String HOME = "192.0.2.7";

    private final MovedClock clock = new MovedClock(Instant.parse("2026-11-28T10:00:00Z"));
    private final Throttle throttle = new Throttle(new ThrottleSettings(WINDOW, 3, 10, 20, 3), clock);

    @Test
    void attack29WhoGuessesMakesOnlyTheOwnAddressWait() {
        fails("ada", "203.0.113.1", 3);
        assertThat(throttle.refuses("ada", "203.0.113.1", false)).isTrue();
        assertThat(throttle.refuses("ada", "203.0.113.1", true)).isTrue();
        assertThat(throttle.refuses("ada", HOME, false)).isFalse();
        assertThat(throttle.refuses("bob", "203.0.113.1", false)).isFalse();
    }

    @Test
    void attack29ManyNamesFromOneAddressMakeItWaitForAll() {
        IntStream.range(0, 10).forEach(n -> throttle.failed("name" + n, "203.0.113.1"));
        assertThat(throttle.refuses("ada", "203.0.113.1", true)).isTrue();
        assertThat(throttle.refuses("ada", HOME, false)).isFalse();
    }

    @Test
    void attack29ManyAddressesTogetherKeepNobodyOutWhoComesFromWhereTheyWereBefore() {
        IntStream.range(0, 10).forEach(n -> fails("ada", "203.0.113." + n, 2));
        assertThat(throttle.refuses("ada", "198.51.100.1", false)).isTrue();
        assertThat(throttle.refuses("ada", HOME, true)).isFalse();
        assertThat(throttle.refuses("bob", "198.51.100.1", false)).isFalse();
    }

    @Test
    void c21TriesWhoseEndIsUnknownCountAsWrongOnesAndKeepNobodyFromTheLogin() {
        IntStream.range(0, 3)
                .forEach(n -> assertThat(throttle.allowsTry("ada@x.test", "203.0.113.1"))
                        .isTrue());
        assertThat(throttle.allowsTry("ada@x.test", "203.0.113.1")).isFalse();
        assertThat(throttle.allowsTry("bob@x.test", "203.0.113.1")).isTrue();
        assertThat(throttle.allowsTry("ada@x.test", HOME)).isTrue();
        IntStream.range(0, 16).forEach(n -> throttle.allowsTry("ada@x.test", "198.51.100." + n));
        assertThat(throttle.allowsTry("ada@x.test", "198.51.100.77")).isFalse();
        IntStream.range(0, 6).forEach(n -> throttle.allowsTry("name" + n, "203.0.113.1"));
        assertThat(throttle.allowsTry("carol@x.test", "203.0.113.1")).isFalse();
        assertThat(throttle.refuses("ada@x.test", "203.0.113.1", false)).isFalse();
    }

    @Test
    void a08TriesWithoutANameCountForTheirAddress() {
        IntStream.range(0, 9).forEach(n -> throttle.failed("203.0.113.1"));
        assertThat(throttle.refuses("203.0.113.1")).isFalse();
        throttle.failed("ada", "203.0.113.1");
        assertThat(throttle.refuses("203.0.113.1")).isTrue();
        assertThat(throttle.refuses("bob", "203.0.113.1", true)).isTrue();
        assertThat(throttle.refuses(HOME)).isFalse();
    }

    @Test
    void theWaitEndsByItselfAndARightPasswordForgetsTheWrongOnes() {
        fails("ada", HOME, 3);
        clock.move(WINDOW.plusSeconds(1));
        assertThat(throttle.refuses("ada", HOME, false)).isFalse();
        fails("ada", HOME, 2);
        throttle.succeeded("ada", HOME);
        fails("ada", HOME, 2);
        assertThat(throttle.refuses("ada", HOME, false)).isFalse();
    }

    @Test
    void theAddressesOfOneNetworkOfIpv6AreOne() {
        IntStream.range(1, 4).forEach(n -> throttle.failed("ada", "2001:db8:0:7:0:0:0:" + n));
        assertThat(throttle.refuses("ada", "2001:db8:0:7:aaaa:0:0:1", false)).isTrue();
        assertThat(throttle.refuses("ada", "2001:db8:0:8:0:0:0:1", false)).isFalse();
    }

    private void fails(String login, String address, int times) {
        IntStream.range(0, times).forEach(n -> throttle.failed(login, address));
    }
}
