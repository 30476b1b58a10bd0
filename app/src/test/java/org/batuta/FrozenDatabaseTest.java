package org.batuta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.batuta.accounts.StaffRole;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database that is there and does not answer: stopped in the middle, as by a hanging disk. */
@BatutaTest
class FrozenDatabaseTest {

    private static final String READINESS = "/actuator/health/readiness";
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    @Test
    void fault09PagesSaySoWithinFiveSecondsAndAreThereAgainAfterwards(
            @LocalServerPort int port, @Autowired Cast cast, @Autowired JdbcClient jdbc) throws Exception {
        Visitor desk = new Visitor(port);
        desk.login(cast.aMemberOfStaff(StaffRole.ADMINISTRATOR).login(), Visitor.PASSWORD);
        List<ProcessHandle> database = database(jdbc);
        signal("-STOP", database);
        try {
            for (String page : List.of("/desk", "/desk/operations", "/desk")) {
                Instant begin = Instant.now();
                HttpResponse<String> answer = desk.get(page);
                assertThat(Duration.between(begin, Instant.now())).as(page).isLessThan(FIVE_SECONDS);
                assertThat(answer.statusCode()).as(page).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
                assertThat(answer.body()).contains("Try it again in a moment", "nothing is done twice");
            }
            assertThat(new Visitor(port).get(READINESS).statusCode()).isEqualTo(503);
        } finally {
            signal("-CONT", database);
        }
        assertThat(desk.get("/desk").statusCode()).isEqualTo(200);
        assertThat(new Visitor(port).get(READINESS).statusCode()).isEqualTo(200);
    }

    private static List<ProcessHandle> database(JdbcClient jdbc) {
        long backend = jdbc.sql("select pg_backend_pid()").query(Long.class).single();
        ProcessHandle postmaster =
                ProcessHandle.of(backend).flatMap(ProcessHandle::parent).orElseThrow();
        return Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    }

    private static void signal(String signal, List<ProcessHandle> processes) throws IOException, InterruptedException {
        for (ProcessHandle process : processes) {
            new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        }
    }
}
