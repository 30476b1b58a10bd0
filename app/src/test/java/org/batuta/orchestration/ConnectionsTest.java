package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** How many connections and channels a server gets, and what becomes of those that are idle, dead or refuse. */
@SuppressWarnings("NullAway.Init")
class ConnectionsTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration BEAT = Duration.ofMillis(500);

    @TempDir
    private Path keys;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private Ssh ssh;

    @AfterEach
    void nobodyCallsAnyMore() {
        ssh.close();
        callers.shutdownNow();
    }

    @Test
    void aServerGetsNoMoreConnectionsAndEachOfThemNoMoreChannelsThanIsSet() throws Exception {
        try (CountingSshd server = new CountingSshd(connection -> Integer.MAX_VALUE)) {
            Target target = server.target();
            starts(Map.of("channels", "4", "sessions", "8", "connect", "1m"));
            server.holdsAnswers();

            List<CompletableFuture<String>> answers = calls(target, 80);
            Trials.await("all that there is room for", () -> server.running() == 32);
            assertThat(server.mostChannels()).isEqualTo(4);
            server.answers();

            assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(CountingSshd.ANSWER));
            assertThat(server.mostConnections()).isEqualTo(8);
            assertThat(counted("batuta.ssh.connections")).isEqualTo(8);
            assertThat(counted("batuta.ssh.exchanges")).isEqualTo(80);
        }
    }

    @Test
    void whereAConnectionTakesOneChannelThoseRefusedWaitForAConnectionThatMayBeMade() throws Exception {
        try (CountingSshd server = new CountingSshd(connection -> 1)) {
            Target target = server.target();
            starts(Map.of("channels", "4", "sessions", "4", "connect", "2s"));
            server.holdsAnswers();

            List<CompletableFuture<String>> answers = calls(target, 16);
            Trials.await("an end of the others' patience", () -> failed(answers) + server.running() == 16);

            assertThat(server.running()).isEqualTo(4);
            assertThat(server.mostConnections()).isEqualTo(4);
            server.answers();
            Trials.await("all", () -> answers.stream().allMatch(CompletableFuture::isDone));
            assertThat(failed(answers)).isEqualTo(12);
            assertThat(call(target)).isEqualTo(CountingSshd.ANSWER);
        }
    }

    @Test
    void thoseWhomOneConnectionRefusesShareAnother() throws Exception {
        try (CountingSshd server = new CountingSshd(connection -> connection == 1 ? 1 : Integer.MAX_VALUE)) {
            Target target = server.target();
            starts(Map.of("channels", "4"));
            server.holdsAnswers();

            List<CompletableFuture<String>> answers = calls(target, 4);
            Trials.await("all four", () -> server.running() == 4);
            server.answers();

            assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(CountingSshd.ANSWER));
            assertThat(ssh.dialled()).isEqualTo(2);
        }
    }

    @Test
    @Timeout(60)
    void aServerThatRefusesAllChannelsIsNotReachedAndNotConnectedToForEver() throws Exception {
        try (CountingSshd server = new CountingSshd(connection -> 0)) {
            Target target = server.target();
            starts(Map.of());

            assertThatThrownBy(() -> call(target))
                    .isInstanceOf(NotReached.class)
                    .hasMessageContaining("no channel");

            assertThat(ssh.dialled()).isEqualTo(1);
        }
    }

    @Test
    void aConnectionThatNobodyUsedForLongEnoughIsClosedAndTheNextCallMakesAnother() throws Exception {
        try (CountingSshd server = new CountingSshd(connection -> Integer.MAX_VALUE)) {
            Target target = server.target();
            starts(Map.of("idle", "0s"));
            server.holdsAnswers();
            CompletableFuture<String> answer = calls(target, 1).get(0);
            Trials.await("the call", () -> server.running() == 1);

            ssh.evictIdle();
            server.answers();
            assertThat(answer.join()).as("what is in use is not idle").isEqualTo(CountingSshd.ANSWER);
            assertThat(call(target)).isEqualTo(CountingSshd.ANSWER);
            assertThat(ssh.dialled()).isEqualTo(1);

            ssh.evictIdle();
            Trials.await("the end of the connection", () -> server.connections() == 0);
            assertThat(call(target)).isEqualTo(CountingSshd.ANSWER);
            assertThat(ssh.dialled()).isEqualTo(2);
        }
    }

    @Test
    void aConnectionThatWasUsedLatelyIsKept() throws Exception {
        try (CountingSshd server = new CountingSshd(connection -> Integer.MAX_VALUE)) {
            Target target = server.target();
            starts(Map.of("idle", "1h"));
            call(target);

            ssh.evictIdle();

            call(target);
            assertThat(ssh.dialled()).isEqualTo(1);
        }
    }

    @Test
    void aConnectionWhoseOtherSideFallsSilentEndsWithTheSecondBeatThatIsNotAnswered() throws Exception {
        try (CountingSshd server = new CountingSshd(connection -> Integer.MAX_VALUE)) {
            Target target = server.target();
            starts(Map.of("heartbeat", BEAT.toMillis() + "ms", "open", "1m"));
            call(target);
            Trials.await("beats that are answered", () -> server.beats() >= 4);
            server.holdsAnswers();
            CompletableFuture<String> waiting = calls(target, 1).get(0);
            Trials.await("the call", () -> server.running() == 1);
            assertThat(ssh.dialled()).as("who is quiet and answers is kept").isEqualTo(1);

            server.fallsSilent();
            long began = System.nanoTime();

            assertThat(call(target)).isEqualTo(CountingSshd.ANSWER);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(BEAT.multipliedBy(3).plusSeconds(2));
            assertThat(ssh.dialled()).isEqualTo(2);
            assertThatThrownBy(waiting::join).hasCauseInstanceOf(LineBroken.class);
        }
    }

    private void starts(Map<String, String> set) {
        Map<String, String> all = new HashMap<>(Map.of("batuta.ssh.dir", keys.toString()));
        set.forEach((name, value) -> all.put("batuta.ssh." + name, value));
        Binder binder = new Binder(new MapConfigurationPropertySource(all));
        SshSettings settings = binder.bindOrCreate("batuta.ssh", SshSettings.class);
        OrchestrationSettings orchestration = binder.bindOrCreate("batuta.orchestration", OrchestrationSettings.class);
        ssh = new Ssh(settings, orchestration, new SshKeys(settings), meters);
    }

    private List<CompletableFuture<String>> calls(Target target, int number) {
        return IntStream.range(0, number)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> called(target), callers))
                .toList();
    }

    private String called(Target target) {
        try {
            return call(target);
        } catch (NotReached | LineBroken | HostKeyChanged e) {
            throw new CompletionException(e);
        }
    }

    private String call(Target target) throws NotReached, LineBroken, HostKeyChanged {
        return ssh.exchange(target, Door.OPERATE, "anything", new byte[0], LONG, answer -> {
            byte[] all = answer.readAllBytes();
            if (all.length == 0) {
                throw new EOFException("no answer");
            }
            return new String(all, StandardCharsets.UTF_8);
        });
    }

    private static long failed(List<CompletableFuture<String>> answers) {
        return answers.stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .count();
    }

    private double counted(String meter) {
        return meters.get(meter).functionCounter().count();
    }
}
