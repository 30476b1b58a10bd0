package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.batuta.BatutaTest;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A server that nothing reaches: it costs nobody else anything, however many want something of it. */
@BatutaTest
@WithServers
class SilentServerTest {

    private final Trials trials;
    private final JdbcClient sql;

    private TestServer machine;
    private UUID server;

    @Autowired
    SilentServerTest(Trials trials, JdbcClient sql) {
        this.trials = trials;
        this.sql = sql;
    }

    @BeforeEach
    void serverIsThere(Park park) {
        machine = park.server("s1");
        server = trials.server(machine);
    }

    @Test
    void fault32ACrowdKnocksOnceAtATimeAndIsDoneInOrderWhenTheServerIsBack(Park park) {
        UUID other = trials.server(park.server("s2"));
        trials.awaitEnd(trials.submit(server, "true"));
        machine.exec("systemctl", "stop", "ssh.socket", "ssh.service");
        machine.exec("pkill", "-x", "sshd");
        List<Step> crowd;
        try {
            Step first = trials.submit(server, "true");
            assertThat(trials.awaitEnd(first).state()).isEqualTo(OperationState.UNREACHABLE);
            crowd = IntStream.range(0, 300)
                    .mapToObj(n -> trials.submit(server, "true"))
                    .toList();
            assertThat(trials.awaitEnd(crowd.get(0)).state()).isEqualTo(OperationState.UNREACHABLE);
            assertThat(crowd.stream().filter(step -> trials.only(step).state() != OperationState.PENDING))
                    .as("those that tried")
                    .hasSizeLessThanOrEqualTo(2);
            assertThat(trials.awaitEnd(trials.submit(other, "true")).state()).isEqualTo(OperationState.DONE);
        } finally {
            machine.exec("systemctl", "start", "ssh.service").orFail();
        }

        List<Operation> ended = crowd.stream().skip(2).map(trials::awaitEnd).toList();

        assertThat(ended).allMatch(operation -> operation.state() == OperationState.DONE && operation.attempts() == 1);
        assertThat(ended.stream().map(Operation::started)).isSorted();
    }

    @Test
    void fault20ManyRunsThatAreLookedForOnSilentServersLeaveRoomForAllOthers(@Autowired OrchestrationSettings settings)
            throws IOException {
        try (Relay closed = new Relay(machine.address(), 22, 0)) {
            UUID silent = trials.twin(server, "mute-one", closed.address(), closed.port());
            trials.sql("update server set state = 'DRAINING' where id = ?", silent);
            List<Step> lookedFor = IntStream.range(0, settings.parallel() * 2)
                    .mapToObj(n -> trials.submit(silent, "true"))
                    .toList();
            trials.sql(
                    "update operation set state = 'RUNNING', attempts = 1, started = now(), claimed_by = 'gone'"
                            + " where server_id = ?",
                    silent);
            Trials.await("all to be looked for", () -> heldOn(silent) == lookedFor.size());
            try {
                assertThat(trials.awaitEnd(trials.submit(server, "true")).state())
                        .isEqualTo(OperationState.DONE);
                assertThat(lookedFor).allMatch(step -> trials.only(step).state() == OperationState.RUNNING);
            } finally {
                trials.sql("update operation set state = 'LOST' where server_id = ?", silent);
            }
        }
    }

    @Test
    void whatFindsAllConnectionsBusyIsTakenAgainAndNobodyCallsTheServerSilent(
            @Autowired Runner runner,
            @Autowired Leases leases,
            @Autowired SshSettings ssh,
            @Autowired Evidences evidences)
            throws Exception {
        Step running = trials.submit(server, "sleep 12");
        trials.awaitRunning(running);
        Target target = Objects.requireNonNull(leases.target(server));
        int places = ssh.channels() * ssh.sessions();
        ExecutorService watchers = Executors.newFixedThreadPool(places);
        try {
            String run = trials.only(running).runId();
            List<Future<Frame>> watched = IntStream.range(0, places)
                    .mapToObj(n -> watchers.submit(() -> runner.attach(target, run, 0, 0, Duration.ofSeconds(20))))
                    .toList();

            Operation late = trials.awaitEnd(trials.submit(server, "true"));

            assertThat(late.state()).isEqualTo(OperationState.DONE);
            assertThat(evidences.of(late.stepId()).of(late)).hasSize(1);
            assertThat(late.attempts()).isOne();
            for (Future<Frame> one : watched) {
                one.cancel(true);
            }
        } finally {
            watchers.shutdownNow();
        }
    }

    private long heldOn(UUID silent) {
        return sql.sql("select count(*) from operation where server_id = ? and lease_until > now()")
                .param(silent)
                .query(Long.class)
                .single();
    }
}
