package org.batuta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.batuta.accounts.StaffRole;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A database that is there and does not answer: all of it, as by a hanging disk, or one table that somebody holds. */
@BatutaTest
class FrozenDatabaseTest {

    private static final String READINESS = "/actuator/health/readiness";
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);
    private static final Duration CONNECTION_AND_ANSWER = Duration.ofSeconds(9);
    private static final int READERS = 40;

    /** Who works in the background has more patience: the dispatcher, the engine's jobs. */
    private static final int WORKERS = 12;

    @Test
    void fault09PagesSaySoWithinFiveSecondsAndAreThereAgainAfterwards(
            @LocalServerPort int port, @Autowired Cast cast, @Autowired JdbcClient jdbc) {
        Visitor desk = new Visitor(port);
        desk.login(cast.aMemberOfStaff(StaffRole.ADMINISTRATOR).login(), Visitor.PASSWORD);
        try (FrozenDatabase frozen = FrozenDatabase.of(jdbc)) {
            for (String page : List.of("/desk", "/desk/operations", "/desk")) {
                Instant begin = Instant.now();
                HttpResponse<String> answer = desk.get(page);
                assertThat(Duration.between(begin, Instant.now())).as(page).isLessThan(FIVE_SECONDS);
                assertThat(answer.statusCode()).as(page).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
                assertThat(answer.body()).contains("Try it again in a moment", "nothing is done twice");
            }
            assertThat(new Visitor(port).get(READINESS).statusCode()).isEqualTo(503);
        }
        assertThat(desk.get("/desk").statusCode()).isEqualTo(200);
        assertThat(new Visitor(port).get(READINESS).statusCode()).isEqualTo(200);
    }

    /** More readers than there are connections, whose answers cannot come before the lock is gone. */
    @Test
    void fault10PagesOfALockedTableSaySoWithinSecondsAndNobodyGoesOnWaitingForThem(
            @LocalServerPort int port,
            @Autowired Cast cast,
            @Autowired JdbcClient jdbc,
            @Autowired TransactionTemplate transaction) {
        Visitor desk = new Visitor(port);
        desk.login(cast.aMemberOfStaff(StaffRole.MANAGER).login(), Visitor.PASSWORD);
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try {
            transaction.executeWithoutResult(held -> {
                jdbc.sql("lock table operation in access exclusive mode").update();
                List<CompletableFuture<Duration>> reading = Stream.generate(
                                () -> CompletableFuture.supplyAsync(() -> isToldToComeAgain(desk), readers))
                        .limit(READERS)
                        .toList();

                assertThat(reading).allSatisfy(each -> assertThat(each.join()).isLessThan(CONNECTION_AND_ANSWER));
                await("nobody waits for a page that was answered")
                        .atMost(FIVE_SECONDS)
                        .until(() -> waiting(jdbc) <= WORKERS);
                assertThat(new Visitor(port).get(READINESS).statusCode())
                        .as("the database answers")
                        .isEqualTo(200);
            });
        } finally {
            readers.shutdown();
        }
        assertThat(desk.get("/desk/operations").statusCode()).isEqualTo(200);
    }

    private static Duration isToldToComeAgain(Visitor desk) {
        Instant begin = Instant.now();
        HttpResponse<String> answer = desk.get("/desk/operations");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
        return Duration.between(begin, Instant.now());
    }

    private static int waiting(JdbcClient jdbc) {
        jdbc.sql("select pg_stat_clear_snapshot()").query().singleRow();
        return jdbc.sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
                .query(Integer.class)
                .single();
    }
}
