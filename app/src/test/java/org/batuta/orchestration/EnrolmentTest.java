package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.batuta.BatutaTest;
import org.batuta.provider.As;
import org.batuta.provider.Provider;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A machine becomes a server of ours: a person compares its keys and runs one command, the process does the rest. */
@BatutaTest
@WithServers
class EnrolmentTest {

    @Test
    void aMachineTakesOperationsOnceAPersonComparedItsKeys(
            @Autowired ApplicationContext application, @Autowired Servers servers) {
        TestServer machine = Park.ofTests().server("enrol1");
        UUID id = new Provider(application).enrol(machine, Map.of());
        Server server = As.administrator().get(() -> servers.find(id)).orElseThrow();
        assertThat(server.state()).isEqualTo(ServerState.ACTIVE);
        assertThat(machine.exec("getent", "passwd", "batuta").orFail()).contains("/usr/local/lib/batuta/gate");
    }

    @Test
    void whoAcceptsKeysWhileTheyAreReadAgainLosesNothing(
            @Autowired Enrolment enrolment,
            @Autowired StoredServers servers,
            @Autowired StoredHostKeys keys,
            @Autowired TransactionTemplate transaction,
            @Autowired JdbcClient sql)
            throws Exception {
        TestServer machine = Park.ofTests().server("enrol1");
        UUID id = servers.save(new Server("twice-read", machine.address(), 22, ZoneId.of("UTC"), Instant.now()))
                .id();
        enrolment.readHostKeys(id);
        ExecutorService person = Executors.newSingleThreadExecutor();
        try {
            Future<?> decided = transaction.execute(status -> {
                assertThatCode(() -> enrolment.readHostKeys(id)).doesNotThrowAnyException();
                Future<?> decision = person.submit(() -> enrolment.decideHostKeys(id, true, "ada"));
                await().until(() -> decision.isDone() || waitsForARow(sql));
                return decision;
            });
            assertThat(decided).succeedsWithin(Duration.ofSeconds(10));
            assertThat(keys.findByServerIdOrderByType(id))
                    .isNotEmpty()
                    .allMatch(key -> key.state() == HostKey.State.ACCEPTED);
        } finally {
            person.shutdownNow();
            sql.sql("delete from host_key where server_id = ?").param(id).update();
            sql.sql("delete from server where id = ?").param(id).update();
        }
    }

    private static boolean waitsForARow(JdbcClient sql) {
        return sql.sql("select exists (select from pg_stat_activity"
                        + " where wait_event_type = 'Lock' and query like '%server%')")
                .query(Boolean.class)
                .single();
    }

    @Test
    void aMachineThatDoesNotAnswerIsAskedAgainByItself(
            @Autowired Servers servers,
            @Autowired RuntimeService runtime,
            @Autowired ManagementService management,
            @Autowired JdbcClient sql) {
        UUID id = As.administrator()
                .get(() -> servers.enrol("silent", "127.0.0.1", 1, "Europe/Madrid"))
                .id();
        String instance = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(id.toString())
                .singleResult()
                .getId();
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> management
                                    .createJobQuery()
                                    .processInstanceId(instance)
                                    .timers()
                                    .count()
                            == 1);
            assertThat(management
                            .createJobQuery()
                            .processInstanceId(instance)
                            .withException()
                            .count())
                    .isZero();
        } finally {
            runtime.deleteProcessInstance(instance, "the test is over");
            sql.sql("update server set state = 'RETIRED' where id = ?")
                    .param(id)
                    .update();
        }
    }
}
