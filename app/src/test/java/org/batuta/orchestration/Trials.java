package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.batuta.kernel.Ids;
import org.batuta.servers.TestServer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Steps on real servers, without a process around them: what the dispatcher does is seen in the rows. */
public class Trials {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, UUID> ENROLLED = new ConcurrentHashMap<>();

    private final Operations operations;
    private final Enrolment enrolment;
    private final StoredServers servers;
    private final StoredIncidents incidents;
    private final Release release;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;

    Trials(
            Operations operations,
            Enrolment enrolment,
            StoredServers servers,
            StoredIncidents incidents,
            Release release,
            TransactionTemplate transaction,
            JdbcClient jdbc) {
        this.operations = operations;
        this.enrolment = enrolment;
        this.servers = servers;
        this.incidents = incidents;
        this.release = release;
        this.transaction = transaction;
        this.jdbc = jdbc;
    }

    /** The server, enrolled when a test asks for it first. */
    public UUID server(TestServer machine) {
        return ENROLLED.computeIfAbsent(machine.name(), name -> enrol(machine));
    }

    private UUID enrol(TestServer machine) {
        machine.feed(release.command().getBytes(StandardCharsets.UTF_8), "bash").orFail();
        UUID id = servers.save(new Server(
                        "trial-" + machine.name(), machine.address(), 22, ZoneId.of("Europe/Madrid"), Instant.now()))
                .id();
        await("an answer of " + machine, () -> showsItsKeys(id));
        try {
            enrolment.decideHostKeys(id, true, "ada");
            enrolment.installRunner(id);
            enrolment.checkServer(id);
            enrolment.activate(id);
        } catch (Enrolment.Failed e) {
            throw new IllegalStateException(e);
        }
        return id;
    }

    /** A server at work of which we know the same as of this one, at another place. */
    UUID twin(UUID server, String name, String address, int port) {
        UUID id = servers.save(new Server(name, address, port, ZoneId.of("Europe/Madrid"), Instant.now()))
                .id();
        jdbc.sql(
                        "insert into host_key select gen_random_uuid(), :twin, type, key, fingerprint, state, seen, accepted_by"
                                + " from host_key where server_id = :server")
                .param("twin", id)
                .param("server", server)
                .update();
        jdbc.sql("update server set state = 'ACTIVE', release = (select release from server where id = :server)"
                        + " where id = :twin")
                .param("twin", id)
                .param("server", server)
                .update();
        return id;
    }

    /** Its SSH server may still be on the way to its new settings. */
    private boolean showsItsKeys(UUID id) {
        try {
            enrolment.readHostKeys(id);
            return true;
        } catch (Enrolment.Failed e) {
            return false;
        }
    }

    /** What an administrator does when the new key is right. */
    void acceptHostKeys(UUID id) throws Enrolment.Failed {
        enrolment.readHostKeys(id);
        enrolment.decideHostKeys(id, true, "ada");
        enrolment.activate(id);
    }

    ServerState state(UUID id) {
        return servers.findById(id).orElseThrow().state();
    }

    List<Incident> hostKeyIncidents(UUID id) {
        return incidents.findByServerIdAndKindAndClosedIsNull(id, Incident.Kind.HOST_KEY);
    }

    Step submit(UUID server, String... deeds) {
        return submit(
                server,
                List.of(deeds).stream().map(deed -> trial(Map.of("deed", deed))).toList());
    }

    Step submit(UUID server, List<PlannedOperation> planned) {
        Step step = operations.plan(new PlannedStep(Ids.next(), server, false, planned));
        operations.submit(step.id(), "nobody-" + step.id(), "none");
        return step;
    }

    static PlannedOperation trial(Map<String, String> parameters) {
        return trial(Verb.APPLY, parameters);
    }

    static PlannedOperation trial(Verb verb, Map<String, String> parameters) {
        UUID account = Ids.next();
        return new PlannedOperation(
                account,
                "Acme",
                Ids.next(),
                "trials",
                "trial.test",
                verb,
                parameters,
                null,
                JsonNodeFactory.instance.objectNode(),
                "ada",
                null);
    }

    void stop(Step step) {
        operations.stop(step.id(), "nobody", Outcome.ABORTED);
    }

    Operation only(Step step) {
        return operations.ofRequest(step.requestId()).get(0);
    }

    List<Operation> all(Step step) {
        return operations.ofRequest(step.requestId());
    }

    Operation awaitEnd(Step step) {
        await("the end of " + step.id(), () -> only(step).state().hasEnded());
        return only(step);
    }

    void awaitRunning(Step step) {
        await("the begin of " + step.id(), () -> only(step).state() == OperationState.RUNNING);
    }

    void sql(String statement, UUID id) {
        assertThat(jdbc.sql(statement).param(id).update()).isPositive();
    }

    <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
