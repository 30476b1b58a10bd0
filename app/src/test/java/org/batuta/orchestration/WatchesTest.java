package org.batuta.orchestration;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.accounts.Permission;
import org.batuta.accounts.StaffRole;
import org.batuta.kernel.Refusal;
import org.batuta.provider.Administrator;
import org.batuta.provider.As;
import org.batuta.provider.Letters;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A server at work does not answer: somebody is told and asked, once, until it does, or is at work no more. */
@BatutaTest
@WithServers
class WatchesTest {

    private static final String TASK = "lookAfterServer";
    private static final int NOBODY_LISTENS = 9;

    private static int twins;

    @LocalServerPort
    private int port;

    @Autowired
    private BeanFactory application;

    @Autowired
    private Cast cast;

    @Autowired
    private Trials trials;

    @Autowired
    private Watches watches;

    @Autowired
    private Servers servers;

    @Autowired
    private OrchestrationSettings settings;

    @Autowired
    private TaskService tasks;

    @Autowired
    private JdbcClient jdbc;

    private Administrator administrator;
    private TestServer machine;
    private UUID server;
    private UUID twin;
    private Letters letters;

    @BeforeEach
    void aServerAtWorkAndOneThatIsAway(Park park) {
        administrator = new Administrator(application);
        machine = park.server("s1");
        server = trials.server(machine);
        twin = trials.twin(server, "watched" + twins++, "127.0.2." + twins, NOBODY_LISTENS);
        for (UUID each : List.of(server, twin)) {
            jdbc.sql("insert into server_facts (server_id, asked) values (?, now()) on conflict do nothing")
                    .param(each)
                    .update();
        }
        isTheNextDay();
        letters = Letters.toAdministrators();
    }

    @AfterEach
    void nothingIsAway() {
        machine.restoreLink();
        answers();
        trials.sql("update server set state = 'RETIRED' where id = ?", twin);
        trials.sql(
                "update server set state = 'ACTIVE', maintenance_reason = null, maintenance_since = null,"
                        + " maintenance_by = null where id = ?",
                server);
        awaitEnd(twin);
        awaitEnd(server);
    }

    @Test
    void afterThreeRoundsAdministratorsAreToldOnceAndAPersonIsAskedUntilItAnswers() {
        machine.cutLink();
        Step waits = trials.submit(server, "true");
        misses(server);
        misses(server);
        watches.look();
        assertThat(open(server)).isEmpty();

        misses(server);

        Task task = administrator.isAsked(server, TASK);
        assertThat(task.getName()).isEqualTo("Look after the server: trial-s1");
        assertThat(letters.arrived()).containsExactly("Away: trial-s1");
        assertThat(trials.awaitEnd(waits).state()).isEqualTo(OperationState.UNREACHABLE);
        assertThat(shown(server))
                .contains("Not reached at 3 rounds in a row", "trial-s1 (" + machine.address() + ":22)", "trial.test");
        misses(server);
        watches.look();
        assertThat(open(server)).hasSize(1);
        assertThat(letters.subjects()).hasSize(1);

        machine.restoreLink();
        answers();

        awaitEnd(server);
        assertThat(administrator.walked(server)).contains("over");
    }

    @Test
    void aServerThatComesAndGoesIsToldOnceADay() {
        goesAndComesBack();
        goesAndComesBack();
        assertThat(letters.arrived()).containsExactly("Away: trial-s1");

        isTheNextDay();
        goesAndComesBack();

        assertThat(letters.arrived(2)).containsExactly("Away: trial-s1", "Away: trial-s1");
        assertThat(administrator.walked(server)).filteredOn(TASK::equals).hasSizeGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerState.class,
            names = {"DRAINING", "BLOCKED", "RETIRED"})
    void nobodyLooksAfterAServerThatIsAtWorkNoMore(ServerState state) {
        isAway(twin);
        administrator.isAsked(twin, TASK);

        trials.sql("update server set state = '" + state + "' where id = ?", twin);

        awaitEnd(twin);
        assertThat(administrator.walked(twin)).endsWith("lookAfterServer_awayNoMore", "over");
    }

    @Test
    void aServerInMaintenanceMayBeAway() {
        As.administrator().run(() -> servers.drain(twin, "new disks"));
        trials.sql("update server_facts set asked = null, trouble = null where server_id = ?", twin);

        Trials.await("a round", () -> "unreachable".equals(trouble(twin)));

        assertThat(missed(twin)).isZero();
        As.administrator().run(() -> servers.resume(twin));
        misses(twin);
        assertThat(missed(twin)).isOne();
    }

    @Test
    void whatItMissedBeforeAShortMaintenanceIsPast() {
        isAway(twin);
        As.administrator().run(() -> servers.drain(twin, "a short one"));
        As.administrator().run(() -> servers.resume(twin));

        watches.look();

        assertThat(open(twin)).isEmpty();
    }

    /** A server that was installed anew is no outage, and may be somebody in between. */
    @Test
    void k20AServerThatShowsAnotherKeyIsBlockedThoughNothingIsToBeDoneThere(Park park) throws Exception {
        UUID other = trials.server(park.server("s2"));
        jdbc.sql("delete from server_facts where server_id = ?").param(other).update();
        trials.sql("update host_key set key = 'AAAA', fingerprint = 'SHA256:other' || id where server_id = ?", other);

        Trials.await("the block", () -> server(other).state() == ServerState.BLOCKED);

        assertThat(trials.hostKeyIncidents(other)).hasSize(1);
        assertThat(missed(other)).isZero();
        assertThat(open(other)).isEmpty();
        trials.acceptHostKeys(other);
    }

    @Test
    void whoeverLooksAfterItDrainsItForAReason() {
        isAway(twin);
        Task task = administrator.isAsked(twin, TASK);
        for (Object reason : List.of("", " ", "two\nlines", "x".repeat(201), 7)) {
            assertThatThrownBy(() -> administrator.completes(task, Map.of("choice", "drain", "reason", reason)))
                    .as(reason.toString())
                    .isNotNull();
        }
        assertThat(server(twin).state()).isEqualTo(ServerState.ACTIVE);

        administrator.completes(task, Map.of("choice", "drain", "reason", "its power supply is broken"));

        assertThat(server(twin).state()).isEqualTo(ServerState.DRAINING);
        assertThat(requireNonNull(server(twin).maintenance()).reason()).isEqualTo("its power supply is broken");
        assertThat(administrator.walked(twin)).endsWith("drainServer", "drained");
        assertThat(open(twin)).isEmpty();
    }

    @Test
    void anOperatorMayAskTheServerAgainButNotDrainIt() {
        isAway(twin);
        Task task = administrator.isAsked(twin, TASK);
        As operator = new As(As.administrator().acting(), Permission.SEE_OPERATIONS, Permission.REPAIR_OPERATIONS);
        assertThatThrownBy(() ->
                        operator.run(() -> tasks.complete(task.getId(), Map.of("choice", "drain", "reason", "why"))))
                .isInstanceOf(Refusal.class)
                .hasMessage("choice: drain-not-yours");
        assertThat(server(twin).state()).isEqualTo(ServerState.ACTIVE);

        trials.sql("update server_facts set trouble = null where server_id = ?", twin);
        operator.run(() -> tasks.complete(task.getId(), Map.of("choice", "askAgain")));

        Trials.await("a question at once", () -> "unreachable".equals(trouble(twin)));
        assertThat(missed(twin)).as("that was no round").isEqualTo(settings.away());
        assertThat(open(twin)).isEmpty();
        administrator.letTimePass(twin, "unanswered");
        administrator.isAskedAgain(twin, task);
    }

    @Test
    void whenItAnswersThatItIsAskedAgainNobodyIsBotheredAnyMore() {
        machine.cutLink();
        misses(server);
        isAway(server);
        Task task = administrator.isAsked(server, TASK);
        machine.restoreLink();

        administrator.completes(task, Map.of("choice", "askAgain"));

        awaitEnd(server);
        assertThat(administrator.walked(server)).contains("askAgain");
        assertThat(missed(server)).isZero();
    }

    @Test
    void allThatLookAtTheSameTimeBeginOneAndEndOne() {
        isAway(twin);

        together(watches::look);

        assertThat(open(twin)).hasSize(1);
        assertThat(began(twin)).isOne();
        trials.sql("update server_facts set missed = 0, asked = now() where server_id = ?", twin);
        together(watches::look);
        assertThat(open(twin)).isEmpty();
        assertThat(began(twin)).isOne();
    }

    @Test
    void onlyWhoRepairsSeesWhatIsKnownOfIt() {
        assertThat(answer(StaffRole.OPERATOR)).isEqualTo(200);
        assertThat(answer(StaffRole.ADMINISTRATOR)).isEqualTo(200);
        assertThat(answer(StaffRole.MANAGER)).isEqualTo(403);
    }

    private void goesAndComesBack() {
        machine.cutLink();
        misses(server);
        isAway(server);
        administrator.isAsked(server, TASK);
        machine.restoreLink();
        answers();
        awaitEnd(server);
    }

    /** As if it had been asked often enough already. */
    private void isAway(UUID id) {
        trials.sql(
                "update server_facts set asked = now(), trouble = 'unreachable', missed = " + settings.away()
                        + " where server_id = ?",
                id);
    }

    private void misses(UUID id) {
        int before = missed(id);
        trials.sql("update server_facts set asked = now() - interval '1 hour' where server_id = ?", id);
        Trials.await("a round that does not reach it", () -> missed(id) > before);
    }

    private void answers() {
        trials.sql("update server_facts set asked = null, answered = null where server_id = ?", server);
        Trials.await(
                "an answer",
                () -> jdbc.sql("select answered is not null from server_facts where server_id = ?")
                        .param(server)
                        .query(Boolean.class)
                        .single());
    }

    private void awaitEnd(UUID id) {
        Trials.await("the end of the watch", () -> open(id).isEmpty() && running(id) == 0);
    }

    /** What was told so far was told yesterday. */
    private void isTheNextDay() {
        jdbc.sql("update letter set event_key = 'earlier/' || id where event_key like 'server-away/%'")
                .update();
    }

    private List<Task> open(UUID id) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(id.toString())
                .taskDefinitionKey(TASK)
                .list();
    }

    private long began(UUID id) {
        return administrator.walked(id).stream().filter("tellAway"::equals).count();
    }

    private long running(UUID id) {
        return jdbc.sql("select count(*) from act_ru_execution where business_key_ = ?")
                .param(id.toString())
                .query(Long.class)
                .single();
    }

    private int missed(UUID id) {
        return jdbc.sql("select coalesce(max(missed), 0) from server_facts where server_id = ?")
                .param(id)
                .query(Integer.class)
                .single();
    }

    private String trouble(UUID id) {
        return jdbc.sql("select coalesce(max(trouble), '') from server_facts where server_id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    private Server server(UUID id) {
        return As.administrator().get(() -> servers.find(id)).orElseThrow();
    }

    private int answer(StaffRole role) {
        return visitor(role).get("/desk/evidence/away/" + server).statusCode();
    }

    private String shown(UUID id) {
        return visitor(StaffRole.OPERATOR).get("/desk/evidence/away/" + id).body();
    }

    private Visitor visitor(StaffRole role) {
        Visitor visitor = new Visitor(port);
        visitor.login(cast.aMemberOfStaff(role).login(), Visitor.PASSWORD);
        return visitor;
    }

    private static void together(Runnable look) {
        CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(look))
                        .limit(8)
                        .toArray(CompletableFuture[]::new))
                .join();
    }
}
