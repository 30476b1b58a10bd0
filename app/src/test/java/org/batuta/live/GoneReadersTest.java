package org.batuta.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Program;
import org.batuta.Visitor;
import org.batuta.WebServer;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.hosting.Timeline;
import org.batuta.orchestration.OperationLog;
import org.batuta.provider.Customer;
import org.batuta.provider.Working;
import org.batuta.security.tokens.Scope;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever leaves a live page is forgotten by the web server too: it waits for all it knows of when the node stops. */
@BatutaTest
@WithServers
@SuppressWarnings("NullAway.Init")
class GoneReadersTest {

    private static final int READERS = 9;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @LocalServerPort
    private int port;

    @Autowired
    private ServletWebServerApplicationContext application;

    @Autowired
    private Cast cast;

    @Autowired
    private Live live;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private JdbcClient sql;

    private Account account;
    private UUID request;
    private String session;
    private String token;

    @BeforeEach
    void somebodyWhoAskedForSomething() {
        Working.on(application);
        account = cast.anAccount();
        var owner = cast.aCustomer(account, Role.OWNER);
        request = new Customer(application, owner, account).asksForDomain("gone-%s.test".formatted(UUID.randomUUID()));
        comesAs(Visitor.inside(port, owner.login()), Program.token(application, owner, account, Scope.READ));
    }

    private void comesAs(Visitor visitor, String shown) {
        session = visitor.cookie("batuta").orElseThrow();
        token = shown;
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /live", "HEAD /live", "GET /requests/%s/live", "GET /api/v1/requests/%s/events"})
    void whoLeavesBeforeTheFirstEventIsForgotten(String call) {
        assertForgotten(() -> come(call.formatted(request), line -> {}), () -> {});
    }

    @Test
    void whoLeavesLaterIsForgottenWithTheNextChanges() {
        assertForgotten(
                () -> come("GET /live", line -> readUntil(line, "event:changed")),
                () -> live.changed(Timeline.topicOfAccount(account.id())));
    }

    @Test
    void whoAsksForTheHeadOnlyHasIt() {
        assertForgotten(() -> come("HEAD /live", line -> readUntil(line, "\r\n\r\n")), () -> {});
    }

    private void assertForgotten(Runnable comeAndLeave, Runnable meanwhile) {
        long under = underWay();
        long ended = ended();

        comeAndLeave.run();

        await().atMost(PATIENCE).untilAsserted(() -> {
            meanwhile.run();
            assertThat(ended()).isGreaterThanOrEqualTo(ended + READERS);
            assertThat(underWay()).isLessThanOrEqualTo(under);
        });
    }

    /** A stream of the staff, whose end comes back to the page without the login or the token it began with. */
    @Test
    void t24WhoeverLeavesIsNotAskedForAPermissionAgain() {
        Person ada = cast.aMemberOfStaff(StaffRole.OPERATOR);
        Visitor desk = Visitor.inside(port, ada.login());
        comesAs(desk, Program.token(application, ada, null, Scope.READ));
        UUID operation = anOperation();
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        Logger servlets = (Logger) LoggerFactory.getLogger("org.apache.catalina.core.ContainerBase");
        said.start();
        servlets.addAppender(said);
        try {
            long ended = ended();
            for (String stream : List.of("/api/v1/operations/%s/events", "/desk/operations/%s/news")) {
                come("GET " + stream.formatted(operation), line -> readUntil(line, "event:changed"));
            }
            desk.post("/logout", Map.of());

            await().atMost(PATIENCE).untilAsserted(() -> {
                live.changed(OperationLog.topic(operation));
                assertThat(ended()).isGreaterThanOrEqualTo(ended + 2 * READERS);
            });
            assertThat(said.list).isEmpty();
        } finally {
            servlets.detachAppender(said);
        }
    }

    private UUID anOperation() {
        return await().atMost(PATIENCE)
                .until(
                        () -> sql.sql("select id from operation where request_id = ? limit 1")
                                .param(request)
                                .query(UUID.class)
                                .optional(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Half as many as one person may have open; they leave as a telephone does that loses its network. */
    private void come(String call, Consumer<Socket> stay) {
        String who = call.contains("/api/") ? "Authorization: Bearer " + token : "Cookie: batuta=" + session;
        String head = call + " HTTP/1.1\r\nHost: localhost\r\n" + who + "\r\n\r\n";
        for (int i = 0; i < READERS; i++) {
            try (Socket line = new Socket("localhost", port)) {
                line.setSoLinger(true, 0);
                line.setSoTimeout((int) PATIENCE.toMillis());
                line.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                stay.accept(line);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void readUntil(Socket line, String said) {
        StringBuilder read = new StringBuilder();
        try {
            while (read.indexOf(said) < 0) {
                int next = line.getInputStream().read();
                assertThat(next).as("what follows " + read).isNotNegative();
                read.append((char) next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("After " + read, e);
        }
    }

    private long ended() {
        return meters.find("http.server.requests").timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private long underWay() {
        return WebServer.siteOf(application).getInProgressAsyncCount();
    }
}
