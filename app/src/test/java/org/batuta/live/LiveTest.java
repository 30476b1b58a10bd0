package org.batuta.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.request;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.batuta.BatutaTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The application's node tells; a second node, with a listener of its own, hears (the page of another node). */
@BatutaTest
@SuppressWarnings("NullAway.Init")
class LiveTest {

    private static final Duration PROMISED = Duration.ofSeconds(1);
    private static final LiveSettings SETTINGS = new LiveSettings(3, Duration.ofMillis(200));

    @Autowired
    private Live node;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final String topic = "request/" + UUID.randomUUID();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private Live other;

    @BeforeEach
    void startASecondNode() throws InterruptedException {
        other = new Live(jdbc, dataSource, SETTINGS);
        other.onChange(topic, heard::add);
        other.start();
        assertThat(next(Duration.ofSeconds(10)))
                .as("after connecting everybody looks once")
                .isEqualTo(topic);
    }

    @AfterEach
    void stopIt() {
        other.stop();
        SecurityContextHolder.clearContext();
    }

    @Test
    void aChangeOnOneNodeIsHeardOnAnotherWithinASecond() throws InterruptedException {
        transaction.executeWithoutResult(status -> node.changed(topic));

        assertThat(next(PROMISED)).isEqualTo(topic);
    }

    @Test
    void tellsNothingBeforeTheCommitAndNothingOfARollback() throws InterruptedException {
        transaction.executeWithoutResult(status -> {
            node.changed(topic + ".undone");
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(status -> {
            node.changed(topic);
            jdbc.sql("select pg_sleep(0.1)").query(String.class).list();
            assertThat(heard).isEmpty();
        });

        assertThat(next(PROMISED)).isEqualTo(topic);
    }

    @Test
    void afterALostConnectionItListensAgainAndEverybodyLooks() throws InterruptedException {
        jdbc.sql("select pg_terminate_backend(pid)::text from pg_stat_activity where query = 'listen batuta'")
                .query(String.class)
                .list();

        assertThat(next(Duration.ofSeconds(10))).isEqualTo(topic);
        node.changed(topic);
        assertThat(next(PROMISED)).isEqualTo(topic);
    }

    @Test
    void aWakerThatFailsDoesNotStopTheOthers() throws InterruptedException {
        Live third = new Live(jdbc, dataSource, SETTINGS);
        BlockingQueue<String> woken = new LinkedBlockingQueue<>();
        third.onChange(topic, changed -> {
            throw new IllegalStateException("cannot");
        });
        third.onChange(topic, woken::add);
        third.start();
        try {
            assertThat(woken.poll(10, TimeUnit.SECONDS)).isEqualTo(topic);
            node.changed(topic);
            assertThat(woken.poll(1, TimeUnit.SECONDS)).isEqualTo(topic);
        } finally {
            third.stop();
        }
    }

    @Test
    void aLivePageHearsChangesAndHeartbeatsAndEndsWithItsNode() throws Exception {
        MvcResult page = MockMvcBuilders.standaloneSetup(new PageOf(other, topic))
                .build()
                .perform(get("/page"))
                .andExpect(request().asyncStarted())
                .andReturn();
        await(page, "event:changed\ndata:" + topic, 1);

        node.changed(topic);
        await(page, "event:changed\ndata:" + topic, 2);
        await(page, "\n:\n", 1);

        other.stop();
        assertThat(page.getAsyncResult(1000)).as("the stream has ended").isNull();
    }

    /** Pages whose node stops come back after a second, when it may be still at it. */
    @Test
    void aPageThatComesBackWhileItsNodeStopsIsTurnedAway() {
        other.stop();

        assertThatExceptionOfType(ResponseStatusException.class)
                .isThrownBy(() -> other.follow(topic))
                .satisfies(away -> assertThat(away.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE));
        assertThat(other.isFollowed(topic)).isFalse();
    }

    @Test
    void onePersonHasAtMostSoManyLivePages() {
        logIn("anna");
        for (int i = 0; i < SETTINGS.pages(); i++) {
            other.follow(topic);
        }
        assertThatExceptionOfType(ResponseStatusException.class).isThrownBy(() -> other.follow(topic));

        logIn("berta");
        assertThat(other.follow(topic)).isNotNull();
    }

    @Test
    void refusesWhatIsNoTopic() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> node.changed("request/a b"));
    }

    private static void await(MvcResult page, String event, int times) throws Exception {
        Instant deadline = Instant.now().plusSeconds(2);
        while (StringUtils.countOccurrencesOf(page.getResponse().getContentAsString(), event) < times) {
            assertThat(Instant.now())
                    .as("%d times %s in:%n%s", times, event, page.getResponse().getContentAsString())
                    .isBefore(deadline);
            Thread.onSpinWait();
        }
    }

    @RestController
    private record PageOf(Live live, String topic) {

        @SuppressWarnings("unused") // called over HTTP
        @GetMapping("/page")
        SseEmitter page() {
            return live.follow(topic);
        }
    }

    private static void logIn(String name) {
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(name, "none"));
    }

    private @Nullable String next(Duration patience) throws InterruptedException {
        return heard.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
