package org.batuta.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.batuta.BatutaTest;
import org.batuta.MovedClock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Links that open one thing once; time is moved by the test. */
@BatutaTest
@SuppressWarnings("NullAway.Init")
class OneTimeLinksTest {

    private static final String PURPOSE = "open-something";

    private final UUID subject = UUID.randomUUID();
    private final MovedClock clock = new MovedClock(Instant.now());

    @Autowired
    private JdbcClient jdbc;

    @Test
    void keepsTheTokenNowhere() {
        String token = links().make(PURPOSE, subject, Duration.ofMinutes(30));

        assertThat(token).matches("[A-Za-z0-9_-]{43}");
        assertThat(jdbc.sql("select one_time_link::text from one_time_link where subject = :subject")
                        .param("subject", subject)
                        .query(String.class)
                        .single())
                .doesNotContain(token);
    }

    @Test
    void opensNothingWhenItIsTooOld() {
        String token = links().make(PURPOSE, subject, Duration.ofMinutes(30));

        clock.move(Duration.ofMinutes(30));

        assertThat(links().look(PURPOSE, token)).isEmpty();
        assertThat(links().use(PURPOSE, token)).isEmpty();
    }

    @Test
    void isVoidOnceAnotherReaderHasOpenedTheSameOrItIsForgotten() {
        String first = links().make(PURPOSE, subject, Duration.ofMinutes(30));
        String second = links().make(PURPOSE, subject, Duration.ofMinutes(30));
        String third = links().make("open-other", subject, Duration.ofMinutes(30));

        assertThat(links().use(PURPOSE, first)).contains(subject);
        assertThat(links().use(PURPOSE, second)).isEmpty();
        assertThat(links().look("open-other", third)).contains(subject);
        links().forget("open-other", subject);
        assertThat(links().use("open-other", third)).isEmpty();
    }

    @Test
    void opensForOneOfTwentyThatComeAtOnce() throws Exception {
        String token = links().make(PURPOSE, subject, Duration.ofMinutes(30));
        ExecutorService crowd = Executors.newFixedThreadPool(20);
        try {
            Callable<Optional<UUID>> one = () -> links().use(PURPOSE, token);
            int opened = 0;
            for (Future<Optional<UUID>> answer : crowd.invokeAll(Collections.nCopies(20, one))) {
                opened += answer.get().isPresent() ? 1 : 0;
            }
            assertThat(opened).isOne();
        } finally {
            crowd.shutdown();
        }
    }

    @Test
    void opensNothingForAnythingElse() {
        String token = links().make(PURPOSE, subject, Duration.ofMinutes(30));

        for (String other : List.of("", "x", token + "A", token.substring(1) + "A", "%' or '1'='1", "\0")) {
            assertThat(links().use(PURPOSE, other)).isEmpty();
        }
        assertThat(links().use("open-other", token)).isEmpty();
        assertThat(links().use(PURPOSE, token)).contains(subject);
    }

    private OneTimeLinks links() {
        return new OneTimeLinks(jdbc, clock);
    }
}
