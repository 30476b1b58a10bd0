package org.batuta.orchestration.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.batuta.servers.Park;
import org.batuta.servers.Ran;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the runner promises whatever fails (K06, K07, K17, K19, K21). Scripts tell of their starts in /root/starts. */
@WithServers
class RunnerTest {

    /** Writes its name to /root/starts and goes on until a file in /root has that name. */
    private static final String UNTIL_TOLD = """
            : "${name:?}"
            echo "$name" >>/root/starts
            until [[ -e /root/$name ]]; do sleep 0.1; done
            echo told
            exit 5
            """;

    /** Writes its name to /root/starts, then a line each tenth of a second. */
    private static final String SLOW = """
            : "${name:?}" "${lines:?}"
            echo "$name" >>/root/starts
            for ((i = 0; i < lines; i++)); do
                echo "line $i"
                sleep 0.1
            done
            exit 5
            """;

    /** Ignores TERM and leaves children in the background, in another session, and without its environment. */
    private static final String STUBBORN = """
            trap '' TERM
            (exec sleep 4711) &
            setsid bash -c 'exec sleep 4712' &
            env -i setsid bash -c '/bin/sleep 4713 & wait' &
            echo begun
            while :; do sleep 1; done
            """;

    private static final String SSHD = "/etc/ssh/sshd_config.d/00-limits.conf";
    private static final String RUNNER = RunnerDoor.source("batuta-runner");
    private static final String GATE = RunnerDoor.source("gate");

    static TestServer server;
    static RunnerDoor door;
    static String slow;
    static String stubborn;

    @BeforeAll
    static void enrols(Park park, @TempDir Path folder) {
        server = park.server("runner");
        door = RunnerDoor.enrol(server, folder);
        slow = door.install(SLOW);
        stubborn = door.install(STUBBORN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bash",
                "ls /",
                "run 5; id",
                "run $(id)",
                "run 5\nid",
                "operate run 5",
                "install " + "0",
                "../../bin/sh",
                "status a b c d e f",
                "status ../x",
                "attach x 0 0",
                "run -1"
            })
    void K21_opensNothingButTheRunner(String request) {
        Answer answer = door.operate(request.isEmpty() ? new String[0] : new String[] {request});
        assertThat(answer.exit()).isEqualTo(64);
        assertThat(answer.frames()).isEmpty();
        assertThat(answer.complaint()).startsWith("batuta");
    }

    @Test
    void K21_forwardsNoPortAndOpensNoSubsystem() {
        assertThat(told("-Wlocalhost:22").exit()).isNotZero();
        assertThat(told("-Wlocalhost:22").frames()).isEmpty();
        assertThat(told("-s", "sftp").exit()).isNotZero();
    }

    @Test
    void K21_mayRunNothingElseAsRoot() {
        String runner = "/usr/local/sbin/batuta-runner";
        for (List<String> command : List.of(
                List.of("id"),
                List.of("bash", "-c", "id"),
                List.of("-s"),
                List.of("-i"),
                List.of("-u", "nobody", "id"),
                List.of("-u", "nobody", runner, "operate", "status", "x"),
                List.of("-e", "/etc/shadow"),
                List.of("LD_PRELOAD=/tmp/x.so", runner, "operate", "status", "x"),
                List.of("/usr/local/lib/batuta/gate", "-c", "operate"))) {
            assertThat(asBatuta(command).exit()).as("sudo %s", command).isEqualTo(1);
        }
        assertThat(asBatuta(List.of(runner, "bash")).exit())
                .as("the runner itself, which refuses that")
                .isEqualTo(64);
        assertThat(asBatuta(List.of("-l")).out().lines().filter(line -> line.contains("NOPASSWD")))
                .containsExactly("    (root) NOPASSWD: " + runner);
        assertThat(server.exec("runuser", "-l", "batuta", "-c", "id").exit())
                .as("its shell")
                .isEqualTo(64);
        assertThat(server.exec(
                                "sh",
                                "-c",
                                "! runuser -u batuta -- find /etc/batuta /usr/local/lib/batuta "
                                        + "/usr/local/sbin/batuta-runner /var/lib/batuta -writable 2>/dev/null | grep .")
                        .exit())
                .as("nothing of ours may it write")
                .isZero();
    }

    private static Ran asBatuta(List<String> command) {
        List<String> words = new ArrayList<>(List.of("runuser", "-u", "batuta", "--", "sudo", "-n"));
        words.addAll(command);
        return server.exec(words.toArray(String[]::new));
    }

    private static Answer told(String... words) {
        return door.operate(words);
    }

    @Test
    void K21_letsOnlyTheEnrolmentKeyChangeTheScripts() {
        byte[] release = door.release("true\n", DigestUtils.sha256Hex("true\n"));
        assertThat(door.operate(release, "install", DigestUtils.sha256Hex(release))
                        .exit())
                .isEqualTo(64);
        assertThat(door.enrolment(new byte[0], "run", "1").exit()).isEqualTo(64);
        assertThat(door.enrolment(release, "install", DigestUtils.sha256Hex("other"))
                        .verdict())
                .isEqualTo("rejected wrong-sum");
        byte[] misnamed = door.release("true\n", DigestUtils.sha256Hex("false\n"));
        assertThat(door.enrolment(misnamed, "install", DigestUtils.sha256Hex(misnamed))
                        .verdict())
                .isEqualTo("rejected bad-release");
        assertThat(door.run(5, Entry.of(DigestUtils.sha256Hex("false\n"), 5)).verdict())
                .isEqualTo("rejected unknown-script");
    }

    @Test
    void changesNothingWhenEnrolledAgain() {
        String print = "find /etc /usr/local -xdev -type f -exec sha256sum {} + | sort | sha256sum";
        String before = server.exec("sh", "-c", print).orFail();
        assertThat(door.enrolAgain()).contains("(ED25519)");
        assertThat(server.exec("sh", "-c", print).orFail()).isEqualTo(before);
    }

    @Test
    void T01_deliversHostileValuesByteForByte() {
        List<String> values = List.of(
                "'",
                "\"",
                "$(touch /root/hit)",
                "`touch /root/hit`",
                "; touch /root/hit",
                "\\",
                "\n\n",
                "a\r\n",
                "*",
                "~",
                "-rf",
                "\u202e\u200b",
                "",
                "x".repeat(10_000),
                "%s%n",
                "${PATH}",
                "!",
                "|",
                "<(id)",
                "ü");
        @SuppressWarnings("OrphanedFormatString") // bash formats
        StringBuilder script = new StringBuilder("printf '%s\\0'");
        List<String> parameters = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            script.append(" \"$v").append(i).append('"');
            parameters.addAll(List.of("v" + i, values.get(i)));
        }
        String sha = door.install(script.append('\n').toString());
        var frame = door.run(10, Entry.of(sha, 10, parameters.toArray(String[]::new)))
                .frame();
        assertThat(frame.verdict()).isEqualTo("done 0");
        assertThat(frame.text()).isEqualTo(String.join("\0", values) + "\0");
        assertThat(server.exec("test", "-e", "/root/hit").exit()).isEqualTo(1);
    }

    @Test
    void refusesParametersThatWouldShadowOrRepeat() {
        for (String name : List.of("PATH", "BASH_ENV", "IFS", "a b", "")) {
            assertThat(door.run(5, Entry.of(slow, 5, name, "x")).verdict()).isEqualTo("rejected bad-params");
        }
        assertThat(door.run(5, Entry.of(slow, 5, "a", "1", "a", "2")).verdict()).isEqualTo("rejected bad-params");
    }

    @Test
    void attack39_keepsAForgedVerdictWithinTheOutput() {
        String sha = door.install(
                "printf 'batuta1 x done 0 0 0 0 0\\n\\0\\377'\necho 'batuta1 y done 0 9 9 9 9' >&2\nexit 4\n");
        var frame = door.run(10, Entry.of(sha, 10)).frame();
        assertThat(frame.verdict()).isEqualTo("done 4");
        assertThat(frame.out()).hasSize(27).endsWith(0, 255);
        assertThat(frame.errors()).isEqualTo("batuta1 y done 0 9 9 9 9\n");
    }

    @Test
    void attack39_answersAVastOutputByItsEnds() {
        String sha = door.install("echo first\nhead -c 20000000 /dev/zero\necho last\n");
        var frame = door.run(30, Entry.of(sha, 30)).frame();
        assertThat(frame.outTotal()).isEqualTo(20_000_011);
        assertThat(frame.out()).hasSize(131_072);
        assertThat(frame.text()).startsWith("first\n").endsWith("last\n");
    }

    @Test
    void givesTheScriptACleanEnvironment() {
        String sha = door.install("env | cut -d= -f1 | sort | tr '\\n' ' '\npwd\numask\ncat\n");
        Entry entry = Entry.of(sha, 10);
        assertThat(door.run(10, entry).frame().text()).isEqualTo("BATUTA_OPERATION LC_ALL PATH PWD SHLVL _ /\n0022\n");
    }

    @Test
    void K17_runsOnceWhenThirtyAskAtOnce() {
        Entry entry = Entry.of(slow, 30, "name", "thirty", "lines", "5");
        server.feed(entry.bytes(), "sh", "-c", "cat >/root/entry").orFail();
        String all = server.exec(
                        "bash",
                        "-c",
                        "for i in {1..30}; do /usr/local/sbin/batuta-runner operate run"
                                + " 20 </root/entry >/root/answer.$i & done; wait; cat /root/answer.*; rm /root/answer.*")
                .orFail();
        var frames = Answer.of(0, all.getBytes(StandardCharsets.UTF_8), "").frames();
        assertThat(frames).hasSize(30).allMatch(frame -> frame.verdict().equals("done 5"));
        assertThat(starts("thirty")).isEqualTo(1);
    }

    @Test
    void K17_answersAgainWhatItKnowsAndRefusesAnotherBody() {
        Entry entry = Entry.of(slow, 30, "name", "twice", "lines", "1");
        assertThat(door.run(10, entry).frame().text()).isEqualTo("line 0\n");
        assertThat(door.run(10, entry).frame().text()).isEqualTo("line 0\n");
        Entry other = Entry.of(entry.id(), slow, 30, "name", "twice-other", "lines", "1");
        assertThat(door.run(10, other).verdict()).isEqualTo("rejected other-body");
        assertThat(starts("twice")).isEqualTo(1);
        assertThat(starts("twice-other")).isZero();
        assertThat(door.operate("ack", entry.id()).verdict()).isEqualTo("done 5");
        assertThat(door.run(10, entry).verdict()).isEqualTo("done 5");
        assertThat(starts("twice")).isEqualTo(1);
    }

    @Test
    void K17_runsOnWhenItsClientIsKilled() throws Exception {
        Entry entry = Entry.of(slow, 30, "name", "client", "lines", "20");
        Process client = door.start("operate", "run", "30");
        client.getOutputStream().write(entry.bytes());
        client.getOutputStream().close();
        await(() -> starts("client") == 1);
        client.destroyForcibly().waitFor();
        assertThat(ended(entry.id()).text().lines()).hasSize(20);
        assertThat(starts("client")).isEqualTo(1);
    }

    @Test
    void K17_carriesOutTheWholeCallWhenItsClientIsKilled() throws Exception {
        String sha = door.install(": \"${n:?}\"\necho \"$n\" >>/root/whole\nsleep 0.5\necho \"$n\"\n");
        List<Entry> entries = IntStream.range(0, 5)
                .mapToObj(n -> Entry.of(sha, 30, "n", Integer.toString(n)))
                .toList();
        Process client = door.start("operate", "run", "30");
        for (Entry entry : entries) {
            client.getOutputStream().write(entry.bytes());
        }
        client.getOutputStream().close();
        await(() -> server.exec("test", "-e", "/root/whole").exit() == 0);
        client.destroyForcibly().waitFor();
        for (int n = 0; n < entries.size(); n++) {
            assertThat(ended(entries.get(n).id()).text()).isEqualTo(n + "\n");
        }
        assertThat(server.read("/root/whole")).isEqualTo("0\n1\n2\n3\n4\n");
    }

    @Test
    void fault16_runsOnWhenSshdIsKilled() {
        Entry entry = Entry.of(slow, 30, "name", "sshd", "lines", "20");
        CompletableFuture<Answer> client = door.running(30, entry.bytes());
        await(() -> starts("sshd") == 1);
        server.exec("pkill", "-KILL", "-f", "^sshd: batuta").orFail();
        assertThat(client.join().exit()).isEqualTo(255);
        assertThat(ended(entry.id()).verdict()).isEqualTo("done 5");
        assertThat(starts("sshd")).isEqualTo(1);
    }

    @Test
    void saysLostWhenItsExecutorIsKilledAndLeavesNothingRunning() {
        Entry entry = Entry.of(stubborn, 60);
        CompletableFuture<Answer> client = door.running(30, entry.bytes());
        await(() -> stubbornProcesses() == 3);
        killExecutor(entry);
        assertThat(client.join().verdict()).isEqualTo("lost -");
        assertThat(stubbornProcesses()).isZero();
        assertThat(door.run(5, entry).verdict()).isEqualTo("lost -");
        assertThat(stubbornProcesses()).isZero();
    }

    /** A process of the script is there before it can be found; here it takes a second instead of a moment. */
    @Test
    void saysLostOnlyOfAScriptThatNeverRunsAfterwards() {
        String slower = RUNNER.replace("        (\n            {", "        (\n            sleep 1\n            {")
                .replace("VERSION=8", "VERSION=9");
        Entry entry = Entry.of(slow, 60, "name", "orphan", "lines", "1");
        try {
            assertThat(door.upgrade(slower, GATE).verdict()).isEqualTo("done 0");
            door.running(1, entry.bytes());
            await(() -> server.exec("grep", "-q", "^begin", journal(entry.id())).exit() == 0);
            killExecutor(entry);

            assertThat(door.operate("status", entry.id()).verdict()).isEqualTo("lost -");

            await(() -> server.processes("batuta-runner").isEmpty());
            assertThat(starts("orphan")).isZero();
        } finally {
            assertThat(door.upgrade(RUNNER, GATE).verdict()).isEqualTo("done 0");
        }
    }

    /** Whoever makes a journal names itself in it a moment later; here that takes two seconds. */
    @Test
    void whatIsToldNeverToHaveBegunDoesNotBeginAfterwards() {
        String slower = RUNNER.replace("    created=$?\n", "    created=$?\n    sleep 2\n")
                .replace("VERSION=8", "VERSION=9");
        Entry entry = Entry.of(slow, 60, "name", "late-claim", "lines", "1");
        try {
            assertThat(door.upgrade(slower, GATE).verdict()).isEqualTo("done 0");
            CompletableFuture<Answer> client = door.running(20, entry.bytes());
            await(() -> server.exec("test", "-e", journal(entry.id())).exit() == 0);

            assertThat(door.operate("status", entry.id()).verdict()).isEqualTo("unstarted -");

            assertThat(client.join().verdict()).isEqualTo("unstarted -");
            assertThat(starts("late-claim")).isZero();
        } finally {
            assertThat(door.upgrade(RUNNER, GATE).verdict()).isEqualTo("done 0");
        }
    }

    /** What a script started goes on when only the script is killed; its end is written when nothing of it lives. */
    @ParameterizedTest
    @ValueSource(strings = {"KILL", "TERM"})
    void whatSomebodyElseKilledIsDeadWithAllItStartedBeforeItsEndIsTold(String signal) {
        String sha = door.install("bash -c 'kill -%s $PPID; sleep 2; echo late >>/root/starts'\n".formatted(signal));

        Answer answer = door.run(20, Entry.of(sha, 60));

        assertThat(answer.verdict()).isEqualTo("KILL".equals(signal) ? "done 137" : "done 143");
        assertThat(server.processes("echo late")).isEmpty();
        assertThat(answer.frame().errors()).contains("batuta: killed");
        assertThat(starts("late")).isZero();
    }

    @Test
    void whatADoneScriptLeftRunningIsNotKilledWithALaterOneOfItsCall() {
        String leaving = door.install("env -i setsid sleep 4721 </dev/null >/dev/null 2>&1 &\n");
        try {
            Answer answer = door.running(40, Entry.of(leaving, 10).and(Entry.of(stubborn, 1)))
                    .join();
            assertThat(answer.frames()).extracting(Answer.Frame::verdict).containsExactly("done 0", "timedout -");
            assertThat(server.processes("sleep 4721")).hasSize(1);
        } finally {
            server.exec("pkill", "-xf", "sleep 4721");
        }
    }

    @Test
    void saysLostWhenWhatStartedTheScriptIsKilledAndGoesOnWithTheNextOne() {
        String killing = door.install("kill -KILL $PPID\nexec sleep 4722\n");
        String next = door.install("echo next\n");
        Answer answer =
                door.running(30, Entry.of(killing, 60).and(Entry.of(next, 10))).join();
        assertThat(answer.frames()).extracting(Answer.Frame::verdict).containsExactly("lost -", "done 0");
        assertThat(server.processes("sleep 4722")).isEmpty();
    }

    @Test
    void K06_killsTheWholeTreeAtTheLimit() {
        long start = System.nanoTime();
        var frame = door.run(40, Entry.of(stubborn, 3)).frame();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(18));
        assertThat(frame.verdict()).isEqualTo("timedout -");
        assertThat(frame.text()).isEqualTo("begun\n");
        assertThat(frame.errors()).containsPattern("batuta: killed [0-9]+ sleep\n");
        assertThat(stubbornProcesses()).isZero();
    }

    @Test
    void K07_killsTheWholeTreeOnRequest() {
        Entry entry = Entry.of(stubborn, 60);
        CompletableFuture<Answer> client = door.running(40, entry.bytes());
        await(() -> stubbornProcesses() == 3);
        assertThat(door.operate("kill", entry.id()).verdict()).isEqualTo("killed -");
        assertThat(stubbornProcesses()).isZero();
        assertThat(client.join().verdict()).isEqualTo("killed -");
    }

    @Test
    void K07_neverBeginsWhatWasKilledBefore() {
        Entry first = Entry.of(slow, 30, "name", "first", "lines", "30");
        Entry second = Entry.of(slow, 30, "name", "second", "lines", "1");
        CompletableFuture<Answer> client = door.running(30, first.and(second));
        await(() -> starts("first") == 1);
        assertThat(door.operate("kill", second.id()).verdict()).isEqualTo("killed -");
        assertThat(client.join().frames()).extracting(Answer.Frame::verdict).containsExactly("done 5", "killed -");
        Entry late = Entry.of(slow, 30, "name", "late", "lines", "1");
        assertThat(door.operate("kill", late.id()).verdict()).isEqualTo("killed -");
        assertThat(door.run(5, late).verdict()).isEqualTo("killed -");
        assertThat(starts("second") + starts("late")).isZero();
    }

    /** The executor looks up from its waiting five times a second: an exit code that comes just then counts too. */
    @Test
    void K17_readsTheExitCodeOfAScriptThatEndsWhileItLooksUp() {
        String sha = door.install("sleep \"0.19$digit\"; exit 3\n");
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int i = 0; i < 40; i++) {
            many.writeBytes(Entry.of(sha, 10, "digit", "" + i % 10).bytes());
        }
        assertThat(door.operate(many.toByteArray(), "run", "60").frames())
                .hasSize(40)
                .allMatch(frame -> frame.verdict().equals("done 3"));
    }

    @Test
    void answersInTimeWhileTheScriptGoesOn() {
        Entry entry = Entry.of(slow, 60, "name", "patient", "lines", "100");
        long start = System.nanoTime();
        assertThat(door.run(1, entry).verdict()).isEqualTo("running -");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(7));
        var news = door.operate("attach", entry.id(), "7", "0", "30").frame();
        assertThat(news.verdict()).isEqualTo("running -");
        assertThat(news.text()).startsWith("line 1\n");
        assertThat(door.operate("kill", entry.id()).verdict()).isEqualTo("killed -");
    }

    @Test
    void takesNothingFromACallThatWasCut() {
        Entry first = Entry.of(slow, 30, "name", "cut", "lines", "1");
        Entry second = Entry.of(slow, 30, "name", "cut", "lines", "1");
        byte[] both = first.and(second);
        for (int missing : new int[] {1, 10, second.bytes().length - 20}) {
            Answer answer = door.operate(Arrays.copyOf(both, both.length - missing), "run", "5");
            assertThat(answer.frames())
                    .isNotEmpty()
                    .allMatch(frame -> frame.state().equals("rejected"));
        }
        assertThat(door.operate("status", first.id()).verdict()).isEqualTo("absent -");
        assertThat(starts("cut")).isZero();
    }

    @Test
    void K19_keepsASecretOutOfSightWhileItRuns() {
        String sha = door.install(": \"${password:?}\"\necho secret >>/root/starts\n"
                + "until [[ -e /root/searched ]]; do sleep 0.1; done\n");
        Entry entry = Entry.of(sha, 60, "password", "s3cret-of-mine");
        CompletableFuture<Answer> client = door.running(60, entry.bytes());
        await(() -> starts("secret") == 1);
        assertThat(seen("s3cret-of-[m]ine")).isZero();
        assertThat(client).as("the script runs meanwhile").isNotDone();
        server.write("/root/searched", "");
        betray("s3cret-of-mine");
        // in a file, in an argument and in an environment it would be found
        await(() -> seen("s3cret-of-[m]ine") == 3);
        assertThat(client.join().verdict()).isEqualTo("done 0");
        assertThat(server.exec("stat", "-c", "%a %U", "/var/lib/batuta").orFail())
                .isEqualTo("700 root\n");
    }

    /** How many files, command lines and environments of the server hold this. */
    private static int seen(String pattern) {
        String places = "{ ls /proc/[0-9]*/{cmdline,environ}; find /run /var /tmp /etc /root -xdev -type f; }";
        String found = server.exec("bash", "-c", places + " 2>/dev/null | xargs grep -las -e '" + pattern + "' --")
                .out();
        return (int) found.lines().count();
    }

    private static void betray(String secret) {
        String told = "echo SECRET >/var/tmp/betrayed; exec >/dev/null 2>&1 </dev/null;"
                + " bash -c 'sleep 60; :' x SECRET & env word=SECRET sleep 60 &";
        server.exec("bash", "-c", told.replace("SECRET", secret)).orFail();
    }

    @Test
    void fault22_rejectsWhatItCannotWriteDown() {
        String spool = "/var/lib/batuta/operations";
        server.exec("mount", "-t", "tmpfs", "-o", "size=4k,nr_inodes=1", "full", spool)
                .orFail();
        try {
            assertThat(door.run(5, Entry.of(slow, 5, "name", "full", "lines", "1"))
                            .verdict())
                    .isEqualTo("rejected disk-full");
        } finally {
            server.exec("umount", spool).orFail();
        }
        assertThat(starts("full")).isZero();
    }

    @Test
    void fault22_whatRunsWhenItsSpoolFillsGoesOnIsToldAndIsNotRunAgain() {
        String spool = "/var/lib/batuta/operations";
        String filling = door.install("""
                echo filled >>/root/starts
                head -c 1000000 /dev/zero | tr '\\0' y || echo "$?" >>/root/unheard
                echo afterwards >>/root/starts
                exit 5
                """);
        server.exec("mount", "-t", "tmpfs", "-o", "size=200k", "filling", spool).orFail();
        try {
            Entry entry = Entry.of(filling, 60);

            Answer told = door.run(20, entry);

            assertThat(told.verdict()).isEqualTo("done 5");
            assertThat(told.frame().text()).startsWith("yyyy").hasSizeBetween(100_000, 200_000);
            assertThat(door.run(5, entry).verdict()).isEqualTo("done 5");
            assertThat(starts("filled")).isEqualTo(1);
            assertThat(starts("afterwards")).isEqualTo(1);
            assertThat(door.run(5, Entry.of(slow, 5, "name", "none", "lines", "1"))
                            .verdict())
                    .isEqualTo("rejected disk-full");
            assertThat(door.operate("ack", entry.id()).verdict()).isEqualTo("done 5");
            assertThat(door.run(5, Entry.of(slow, 5, "name", "room", "lines", "1"))
                            .verdict())
                    .isEqualTo("done 5");
        } finally {
            server.exec("umount", spool).orFail();
        }
    }

    @Test
    void fault30_saysLostAfterAPowerCut(Park park, @TempDir Path folder) {
        TestServer weak = park.server("weak");
        RunnerDoor itsDoor = RunnerDoor.enrol(weak, folder);
        Entry entry = Entry.of(itsDoor.install(SLOW), 60, "name", "power", "lines", "300");
        assertThat(itsDoor.run(1, entry).verdict()).isEqualTo("running -");
        weak.crash();
        weak.start();
        var frame = itsDoor.operate("attach", entry.id(), "0", "0", "5").frame();
        assertThat(frame.verdict()).isEqualTo("lost -");
        assertThat(itsDoor.run(5, entry).verdict()).isEqualTo("lost -");
        assertThat(weak.read("/root/starts")).isEqualTo("power\n");
    }

    @Test
    void reportsHowTheServerIs() {
        String report = door.operate("check").frame().text();
        assertThat(report).contains("version=8\n", "cgroup=/sys/fs/cgroup/", "script=" + slow + "\n");
        assertThat(report).containsPattern("spool_free_kib=[0-9]+\n").containsPattern("runner=[0-9a-f]{64}\n");
    }

    @Test
    void tellsWhatPeopleWantToKnowOfTheServer() {
        String told = door.operate("facts").frame().text();
        assertThat(told)
                .contains("version=8\n", "system=Debian", "sshd_usedns=no\n", "sshd_maxsessions=10\n", "package=bind9 ")
                .containsPattern("(?m)^time=\\d+\\.\\d{6}$")
                .containsPattern("(?m)^uptime=\\d+$")
                .containsPattern("(?m)^memory_free_kib=\\d+$")
                .containsPattern("(?m)^disk=\\d+ \\d+ /$");
    }

    /** Blocks count as they do for the connection that asks; the one that enrolment leaves grants ten. */
    @ParameterizedTest
    @CsvSource({
        "'', 10",
        "Match LocalAddress %s\\n    MaxSessions 4, 4",
        "Match Address 192.0.2.1\\n    MaxSessions 5, 10",
        "Match LocalPort 2222\\n    MaxSessions 6, 10",
        "Match RDomain mgmt\\n    MaxSessions 7, 10",
        "Match User batuta\\n    MaxSessions 8, 8"
    })
    void tellsWhatSshdGrantsToThisLogin(String block, String sessions) {
        server.write(SSHD, "MaxSessions 3\n" + block.replace("\\n", "\n").formatted(server.address()) + "\n");
        try {
            assertThat(door.operate("facts").frame().text()).contains("sshd_maxsessions=" + sessions + "\n");
        } finally {
            server.exec("rm", SSHD).orFail();
        }
    }

    @Test
    void tellsWhatSshdGrantsToAllWhenItDoesNotSayWhatItGrantsToOne() {
        server.write(SSHD, "MaxSessions 3\n");
        server.write("/root/sshd", "#!/bin/sh\ncase $* in *-C*) exit 255 ;; esac\nexec /root/sshd.real \"$@\"\n");
        server.exec("cp", "/usr/sbin/sshd", "/root/sshd.real").orFail();
        server.exec("chmod", "755", "/root/sshd").orFail();
        server.exec("mount", "--bind", "/root/sshd", "/usr/sbin/sshd").orFail();
        try {
            assertThat(door.operate("facts").frame().text()).contains("sshd_maxsessions=3\n", "sshd_usedns=no\n");
        } finally {
            server.exec("umount", "/usr/sbin/sshd").orFail();
            server.exec("rm", SSHD).orFail();
        }
    }

    @Test
    void aNewRunnerTakesOverAndDisturbsNobodyWhomTheOldOneServes() {
        String name = "old-" + UUID.randomUUID();
        Entry entry = Entry.of(door.install(UNTIL_TOLD), 600, "name", name);
        CompletableFuture<Answer> running = door.running(120, entry.bytes());
        await(() -> starts(name) == 1);
        try {
            Answer taken = door.upgrade(RUNNER.replace("VERSION=8", "VERSION=9"), GATE);

            assertThat(taken.verdict()).isEqualTo("done 0");
            assertThat(taken.frame().text()).isEqualTo("was=8\nversion=9\n");
            assertThat(door.operate("check").frame().text()).contains("version=9\n");
            assertThat(door.operate("status", entry.id()).verdict()).isEqualTo("running -");
            server.write("/root/" + name, "");
            assertThat(running.join().verdict()).isEqualTo("done 5");
            assertThat(door.run(5, entry).frame().text()).isEqualTo("told\n");
        } finally {
            assertThat(door.upgrade(RUNNER, GATE).verdict()).isEqualTo("done 0");
        }
        assertThat(leftovers()).isEmpty();
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("answers nothing", "#!/bin/bash\nexit 3\n", GATE),
                Arguments.of("answers for ever", "#!/bin/bash\nyes\n", GATE),
                Arguments.of("runs nothing", RUNNER.replace("exec /bin/bash -c", "exec /bin/false -c"), GATE),
                Arguments.of("lets nobody in", RUNNER, "#!/bin/sh\nexit 3\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void aRunnerThatFailsItsSelfCheckGivesWayToTheEarlierOne(String how, String runner, String gate) {
        Answer refused = door.upgrade(runner, gate);

        assertThat(refused.verdict()).isEqualTo("rejected self-check");
        assertThat(refused.frame().text()).startsWith("was=8\n");
        assertThat(server.read("/usr/local/sbin/batuta-runner")).isEqualTo(RUNNER);
        assertThat(server.read("/usr/local/lib/batuta/gate")).isEqualTo(GATE);
        assertThat(leftovers()).isEmpty();
        assertThat(door.run(5, Entry.of(slow, 60, "name", how.replace(' ', '-'), "lines", "1"))
                        .verdict())
                .isEqualTo("done 5");
    }

    @Test
    void aRunnerThatAPowerCutLeftUnprovenGivesWayToTheEarlierOne() {
        String broken = RUNNER.replace("exec /bin/bash -c", "exec /bin/false -c");
        server.exec("ln", "/usr/local/sbin/batuta-runner", "/usr/local/sbin/batuta-runner.earlier")
                .orFail();
        server.write("/usr/local/sbin/batuta-runner.new", broken);
        server.exec(
                        "sh",
                        "-c",
                        "cd /usr/local/sbin && chmod 755 batuta-runner.new && mv batuta-runner.new batuta-runner")
                .orFail();

        assertThat(door.upgrade(broken, GATE).verdict()).isEqualTo("rejected self-check");

        assertThat(server.read("/usr/local/sbin/batuta-runner")).isEqualTo(RUNNER);
        assertThat(leftovers()).isEmpty();
    }

    private static List<String> leftovers() {
        return server.exec(
                        "sh", "-c", "find /usr/local/sbin/*.* /usr/local/lib/batuta/gate.* /usr/local/lib/batuta/.new*")
                .out()
                .lines()
                .toList();
    }

    @Test
    void forgetsWhatEndedLongAgoAndMuchLaterWhatNeverEnded() {
        Entry old = Entry.of(slow, 60, "name", "old", "lines", "1");
        Entry young = Entry.of(slow, 60, "name", "young", "lines", "1");
        assertThat(door.run(10, old).verdict()).isEqualTo("done 5");
        assertThat(door.run(10, young).verdict()).isEqualTo("done 5");
        for (String unended : List.of("unended-31", "unended-121")) {
            server.write(journal(unended), "claim boot 1 1 %s 0\nbegin\n".formatted(slow));
            age(journal(unended), unended.replaceAll("\\D+", ""));
        }
        age(journal(old.id()), "31");

        assertThat(door.operate("gc", "30").frame().text()).isEqualTo("removed=2\n");

        assertThat(server.exec(
                                "sh",
                                "-c",
                                "cd /var/lib/batuta/operations && ls -d *.* | grep -E 'unended|%s|%s'"
                                        .formatted(old.id(), young.id()))
                        .out()
                        .lines())
                .containsExactlyInAnyOrder(
                        "unended-31.journal", young.id() + ".journal", young.id() + ".out", young.id() + ".err");
    }

    private static void age(String file, String days) {
        server.exec("touch", "-d", days + " days ago", file).orFail();
    }

    @Test
    void answersManyEntriesInTheirOrder() {
        String sha = door.install(": \"${n:?}\"\necho \"$n\"\n");
        byte[] input = IntStream.range(0, 50)
                .mapToObj(n -> Entry.of(sha, 10, "n", Integer.toString(n)))
                .reduce((a, b) -> new Entry("", a.and(b)))
                .orElseThrow()
                .bytes();
        assertThat(door.operate(input, "run", "60").frames())
                .extracting(Answer.Frame::text)
                .isEqualTo(IntStream.range(0, 50).mapToObj(n -> n + "\n").toList());
    }

    private static Answer.Frame ended(String id) {
        await(() -> !door.operate("status", id).frame().state().equals("running"));
        return door.operate("attach", id, "0", "0", "0").frame();
    }

    private static int starts(String name) {
        String count = server.exec("grep", "-cxF", name, "/root/starts").out().strip();
        return count.isEmpty() ? 0 : Integer.parseInt(count);
    }

    private static int stubbornProcesses() {
        return server.processes("sleep 471[123]").stream()
                .filter(line -> line.matches("[0-9]+ (/bin/)?sleep 471[123]"))
                .toList()
                .size();
    }

    private static String journal(String id) {
        return "/var/lib/batuta/operations/" + id + ".journal";
    }

    private static void killExecutor(Entry entry) {
        server.exec("bash", "-c", "read -r _ _ pid _ <\"$1\"; kill -KILL \"$pid\"", "kill", journal(entry.id()))
                .orFail();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(deadline);
        }
    }
}
