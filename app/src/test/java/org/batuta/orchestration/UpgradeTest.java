package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.accounts.StaffRole;
import org.batuta.provider.Administrator;
import org.batuta.provider.As;
import org.batuta.provider.Earlier;
import org.batuta.provider.Policy;
import org.batuta.provider.Trouble;
import org.batuta.servers.WithServers;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An enrolled server comes to a later release by a process, and what comes between. */
@BatutaTest
@WithServers
class UpgradeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private BeanFactory application;

    @Autowired
    private Servers servers;

    @Autowired
    private Routes routes;

    @Autowired
    private Operations operations;

    @Autowired
    private Upgrades upgrades;

    @Autowired
    private Release release;

    @Autowired
    private Scripts scripts;

    @Autowired
    private Trials trials;

    private static @Nullable UUID enrolled;

    private Administrator administrator;
    private Spare spare;
    private UUID server;
    private int had;
    private List<String> walked;

    @BeforeEach
    void aServerAtWork() {
        administrator = new Administrator(application);
        spare = new Spare(application);
        enrolled = enrolled == null ? spare.enrolled() : enrolled;
        server = enrolled;
        hasHad();
    }

    private void hasHad() {
        had = operations.ofRequest(server).size();
        walked = administrator.walked(server);
    }

    @Test
    void itGetsWhatItLacksAndCarriesOutWhatWaitedForThat() {
        Earlier earlier = earlier();
        Step waits = trials.submit(server, "true");

        earlier.works();

        assertThat(trials.awaitEnd(waits).state()).isEqualTo(OperationState.DONE);
        assertThat(brought()).containsExactly("UPGRADE DONE 1");
        assertThat(server().release()).isEqualTo(release.name());
        assertThat(server().runner()).isEqualTo(release.version());
        assertThat(trials.only(waits).started()).isAfter(since().get(0).ended());
    }

    @Test
    void twoThatLookAtTheSameTimeBeginOnce() {
        Earlier earlier = earlier();
        try (Trouble busy = Trouble.installing(spare.machine())) {
            earlier.works();
            CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(upgrades::begin))
                            .limit(4)
                            .toArray(CompletableFuture[]::new))
                    .join();
            await("the upgrade").atMost(PATIENCE).until(() -> !brought().isEmpty());
            upgrades.begin();
        }

        becomesWhole();
        assertThat(brought()).containsExactly("UPGRADE DONE 1");
        assertThat(instances()).isOne();
    }

    @Test
    void aRunnerThatFailsItsSelfCheckGivesWayToTheEarlierOneAndAPersonIsAsked() {
        Earlier earlier = earlier().believesNoOther();
        Step known = trials.submit(server, List.of(kept()));
        Step waits = trials.submit(server, "true");
        earlier.works();

        Task task = administrator.isAsked(server, "repairOperation");

        Attempt attempt = attempt(task);
        assertThat(attempt.symptom()).isEqualTo("runner-self-check");
        assertThat(attempt.stdout()).contains("was=1", "it is broken");
        assertThat(spare.machine()
                        .exec("/usr/local/sbin/batuta-runner", "operate", "check")
                        .out())
                .as("the earlier one is back")
                .contains("\nversion=1\n");
        assertThat(shown(attempt)).contains("it is broken", "leaves it so");
        assertThat(task.getName()).isEqualTo("Repair operation: upgrade on " + server().name());
        assertThat(trials.awaitEnd(known).state()).isEqualTo(OperationState.DONE);
        assertThat(trials.only(waits).state()).isEqualTo(OperationState.PENDING);

        earlier.believesAgain();
        administrator.chooses(task, "retry");

        becomesWhole();
        assertThat(trials.awaitEnd(waits).state()).isEqualTo(OperationState.DONE);
        assertThat(brought()).containsExactly("UPGRADE DONE 2");
    }

    @Test
    void aServerThatIsGivenUpKeepsWhatItHasUntilSomebodyUpgradesIt() {
        Earlier earlier = earlier().believesNoOther();
        earlier.works();
        administrator.chooses(administrator.isAsked(server, "repairOperation"), "abort");
        await("the end").atMost(PATIENCE).until(() -> walks().contains("kept"));
        Step known = trials.submit(server, List.of(kept()));
        Step waits = trials.submit(server, "true");
        assertThat(trials.awaitEnd(known).state()).isEqualTo(OperationState.DONE);
        upgrades.begin();
        assertThat(instances()).as("not again by itself").isOne();
        assertThat(trials.only(waits).state()).isEqualTo(OperationState.PENDING);
        earlier.believesAgain();

        As.administrator().run(() -> upgrades.now(server));

        becomesWhole();
        assertThat(trials.awaitEnd(waits).state()).isEqualTo(OperationState.DONE);
        assertThat(brought()).containsExactly("UPGRADE REFUSED 1", "UPGRADE DONE 1");
    }

    @Test
    void aServerThatDoesNotAnswerIsTriedAgainVisibly() {
        Earlier earlier = earlier();
        spare.machine().cutLink();
        try {
            earlier.works();
            administrator.postpones(server, "retryTime");
            assertThat(brought()).singleElement().asString().startsWith("UPGRADE UNREACHABLE");
        } finally {
            spare.machine().restoreLink();
        }

        As.administrator().run(() -> upgrades.now(server));

        becomesWhole();
        assertThat(brought().get(0)).startsWith("UPGRADE DONE");
        assertThat(instances()).isOne();
    }

    @Test
    void itsDaemonsArePreparedAgainBeforeAnythingUsesTheNewScripts() {
        routed();
        Earlier earlier = earlier();
        Step waits = trials.submit(server, "true");
        try (Trouble broken = Trouble.instead(spare.machine(), "prepare", "exit 3")) {
            earlier.works();
            Task task = administrator.isAsked(server, "repairOperation");
            assertThat(trials.only(waits).state()).isEqualTo(OperationState.PENDING);
            assertThat(server().release()).isEqualTo("bygone");
            broken.mend();

            administrator.chooses(task, "revised");

            becomesWhole();
        }
        assertThat(trials.awaitEnd(waits).state()).isEqualTo(OperationState.DONE);
        assertThat(brought())
                .containsExactly("UPGRADE DONE 1", "PREPARE SUPERSEDED 1", "UPGRADE DONE 1", "PREPARE DONE 1");
    }

    @Test
    void whatIsPreparedAlreadyIsNotPreparedAgain() {
        routed();
        Earlier earlier = earlier();
        trials.sql(
                "update operation set script_sha = '"
                        + scripts.script("stubborn", Verb.PREPARE).sha256() + "'"
                        + " where server_id = ? and verb = 'PREPARE'",
                server);

        earlier.works();

        becomesWhole();
        assertThat(brought()).containsExactly("UPGRADE DONE 1");
    }

    @Test
    void aServerThatThePolicyGivesUpKeepsWhatItHas() {
        routed();
        Earlier earlier = earlier();
        Step waits = trials.submit(server, "true");
        try (Policy policy = new Policy(application);
                Trouble broken = Trouble.instead(spare.machine(), "prepare", "exit " + Policy.FATAL)) {
            earlier.works();

            await("the end").atMost(PATIENCE).until(() -> walks().contains("kept"));
        }
        assertThat(walks()).doesNotContain("repairOperation");
        assertThat(trials.only(waits).state()).isEqualTo(OperationState.PENDING);
        As.administrator().run(() -> upgrades.now(server));
        becomesWhole();
        assertThat(trials.awaitEnd(waits).state()).isEqualTo(OperationState.DONE);
    }

    @Test
    void scriptsOfAnEarlierReleaseGoWhenTheyAreOldAndNothingNamesThem(@Autowired Delivery delivery) throws Exception {
        String unused = installed("echo unused");
        String named = installed("echo named");
        String young = installed("echo young");
        Enrolment enrolment = application.getBean(Enrolment.class);
        enrolment.checkServer(server);
        Step open = trials.submit(server, "true");
        trials.awaitEnd(open);
        trials.sql("update operation set script_sha = '" + named + "' where step_id = ?", open.id());
        trials.sql("update step set state = 'FAILED' where id = ?", open.id());
        trials.sql(
                "update server_script set noted = now() - interval '31 days' where sha256 <> '" + young
                        + "' and server_id = ?",
                server);
        Leases leases = application.getBean(Leases.class);
        Target target = trials.inTransaction(() -> Objects.requireNonNull(leases.target(server)));

        delivery.collect(target, 30);

        assertThat(lying())
                .contains(named, young)
                .containsAll(release.scripts())
                .doesNotContain(unused);
        enrolment.checkServer(server);
        assertThat(brought()).isEmpty();
    }

    /** A newer runner than a release has stays in its place, whatever that brings. */
    @Test
    void aReleaseLeavesANewerRunnerInPlaceAndBringsItsScripts() {
        Earlier earlier = earlier().hasRunner(release.version() + 1);

        earlier.works();

        becomesWhole();
        assertThat(server().runner()).isEqualTo(release.version() + 1);
        assertThat(lying()).containsAll(release.scripts());
        assertThat(spare.machine()
                        .exec("/usr/local/sbin/batuta-runner", "operate", "check")
                        .out())
                .contains("\nversion=" + (release.version() + 1) + "\n");
    }

    @Test
    void whoeverHasMoreThanAReleaseLacksNothingOfIt() {
        List<String> all = scripts.all().stream().map(Script::sha256).toList();
        assertThat(release.isMissed(
                        release.version() + 1,
                        Stream.concat(all.stream(), Stream.of("older")).toList()))
                .isFalse();
        assertThat(release.isMissed(release.version() - 1, all)).isTrue();
        assertThat(release.isMissed(release.version(), all.subList(1, all.size())))
                .isTrue();
    }

    /** It had the check of trials already, in the release that it has. */
    private Earlier earlier() {
        return Earlier.on(
                application,
                spare.machine(),
                server,
                scripts.script("trials", Verb.CHECK).sha256());
    }

    /** An operation whose script the earlier release had too. */
    private static PlannedOperation kept() {
        PlannedOperation trial = Trials.trial(Map.of("deed", "true", "look", "true"));
        return new PlannedOperation(
                trial.accountId(),
                trial.accountName(),
                trial.serviceId(),
                trial.serviceType(),
                trial.serviceName(),
                Verb.CHECK,
                trial.parameters(),
                null,
                trial.snapshot(),
                trial.askedBy(),
                null);
    }

    /** Behind all others, so that nobody's service comes here. */
    private void routed() {
        As.administrator().run(() -> routes.add("stubborn", server, Role.SECONDARY, null));
        await("the route")
                .atMost(PATIENCE)
                .until(() -> routes.of(server).stream().allMatch(Route::isReady));
        hasHad();
    }

    /** What the server was sent since the test began, as {@code PREPARE DONE 1}: verb, state, attempts. */
    private List<String> brought() {
        return since().stream()
                .map(operation -> operation.verb() + " " + operation.state() + " " + operation.attempts())
                .toList();
    }

    /** A script that the server has besides; its hash. */
    private String installed(String script) {
        String sha = DigestUtils.sha256Hex(script);
        spare.machine().write("/usr/local/lib/batuta/scripts/" + sha, script);
        return sha;
    }

    private List<String> lying() {
        return spare.machine()
                .exec("ls", "/usr/local/lib/batuta/scripts")
                .orFail()
                .lines()
                .toList();
    }

    private List<Operation> since() {
        List<Operation> all = operations.ofRequest(server);
        return all.subList(had, all.size());
    }

    private List<String> walks() {
        List<String> all = new ArrayList<>(administrator.walked(server));
        walked.forEach(all::remove);
        return all;
    }

    private long instances() {
        return walks().stream().filter("planUpgrade"::equals).count();
    }

    private Attempt attempt(Task task) {
        Evidence evidence = administrator.evidence(task);
        return evidence.of(evidence.operations().get(0)).get(0);
    }

    /** What the form of its task shows to an operator. */
    private String shown(Attempt attempt) {
        Visitor operator = new Visitor(port);
        operator.login(cast.aMemberOfStaff(StaffRole.OPERATOR).login(), Visitor.PASSWORD);
        UUID step = since().stream()
                .filter(operation -> operation.id().equals(attempt.operationId()))
                .findFirst()
                .orElseThrow()
                .stepId();
        return operator.get("/desk/evidence/steps/" + step).body();
    }

    private Server server() {
        return As.administrator().get(() -> servers.find(server)).orElseThrow();
    }

    private void becomesWhole() {
        await("the release").atMost(PATIENCE).until(() -> release.name().equals(server().release()));
    }

    @AfterEach
    void unrouted() {
        routes.of(server).forEach(route -> As.administrator().run(() -> routes.remove(route.id())));
    }
}
