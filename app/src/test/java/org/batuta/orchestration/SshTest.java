package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.batuta.BatutaTest;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@BatutaTest
@WithServers
class SshTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Trials trials;
    private final Ssh ssh;
    private final Runner runner;
    private final Leases leases;

    @Autowired
    SshTest(Trials trials, Ssh ssh, Runner runner, Leases leases) {
        this.trials = trials;
        this.ssh = ssh;
        this.runner = runner;
        this.leases = leases;
    }

    @Test
    void t02SharesAFewConnectionsAmongManyExchanges(Park park) throws Exception {
        Target target = target(park.server("s1"));
        long before = ssh.dialled();

        List<CompletableFuture<Frame>> answers = IntStream.range(0, 60)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> attach(target, UUID.randomUUID())))
                .toList();

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().state()).isEqualTo(Frame.State.ABSENT));
        assertThat(ssh.dialled() - before).isLessThanOrEqualTo(4);
    }

    @Test
    void k20SendsNothingToAServerWithAnotherKey(Park park) {
        Target target = target(park.server("s1"));
        ShownKey foreign = new ShownKey("ssh-ed25519", "AAAA", "SHA256:other");
        Target doubtful =
                new Target(target.serverId(), target.name(), target.address(), target.port(), List.of(foreign), false);

        assertThatThrownBy(() -> runner.check(doubtful, Door.OPERATE))
                .isInstanceOf(HostKeyChanged.class)
                .hasMessageContaining("SHA256:");
    }

    @Test
    void knowsAServerByAnyOneOfItsKeys(Park park) throws Exception {
        Target target = target(park.server("s1"));
        assertThat(target.accepted()).hasSizeGreaterThan(1);
        for (ShownKey key : target.accepted()) {
            Target byOne =
                    new Target(UUID.randomUUID(), target.name(), target.address(), target.port(), List.of(key), false);
            assertThat(runner.check(byOne, Door.OPERATE).version()).isPositive();
        }
    }

    @Test
    void k20ReadsTheOnlyKindOfKeyThatAServerHas(Park park) throws Exception {
        TestServer single = park.server("single");
        Target target = target(single);
        assertThat(ssh.readHostKeys(target)).hasSizeGreaterThan(1);

        single.exec("sh", "-c", "rm /etc/ssh/ssh_host_ecdsa* /etc/ssh/ssh_host_rsa*; systemctl restart ssh.service")
                .orFail();

        Trials.await(
                "the new daemon",
                () -> single.exec("pgrep", "-xf", "sshd: /usr/sbin/sshd -D.*").exit() == 0);
        assertThat(ssh.readHostKeys(target)).extracting(ShownKey::type).containsExactly("ssh-ed25519");
    }

    @Test
    void k20ReadsAllKindsOfKeysOrNone(Park park) throws Exception {
        Target target = target(park.server("s1"));
        try (Relay relay = new Relay(target.address(), target.port(), 1)) {
            Target through =
                    new Target(UUID.randomUUID(), "once", relay.address(), relay.port(), target.accepted(), false);

            assertThatThrownBy(() -> ssh.readHostKeys(through)).isInstanceOf(NotReached.class);
        }
    }

    @Test
    void fault20AServerThatAcceptsAndNeverAnswersDelaysNoOther(Park park) throws Exception {
        TestServer hung = park.server("s2");
        Target well = target(park.server("s1"));
        Target stuck = target(hung);
        Target fresh = new Target(UUID.randomUUID(), "stuck", stuck.address(), stuck.port(), stuck.accepted(), false);
        hung.exec("pkill", "-STOP", "-x", "sshd").orFail();
        try {
            List<CompletableFuture<Boolean>> waiting = IntStream.range(0, 8)
                    .mapToObj(n -> CompletableFuture.supplyAsync(() -> isNotReached(fresh)))
                    .toList();
            assertThat(runner.check(well, Door.OPERATE).version()).isPositive();
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            assertThat(waiting).allSatisfy(each -> assertThat(each.join()).isTrue());
        } finally {
            hung.exec("pkill", "-CONT", "-x", "sshd").orFail();
        }
    }

    @Test
    void k21OpensTheRunnerAndNothingElse(Park park) {
        Target target = target(park.server("s1"));

        for (String command :
                List.of("id", "bash -i", "run 1; id", "$(id)", "install " + "0".repeat(64), "../../bin/sh")) {
            assertThatThrownBy(() -> ssh.exchange(
                            target, Door.OPERATE, command, new byte[0], LIMIT, in -> Frame.read(in, "none")))
                    .as(command)
                    .isInstanceOf(LineBroken.class)
                    .hasMessageContaining("exit 64");
        }
    }

    private boolean isNotReached(Target target) {
        try {
            runner.check(target, Door.OPERATE);
            return false;
        } catch (NotReached e) {
            return true;
        } catch (LineBroken | HostKeyChanged e) {
            throw new IllegalStateException(e);
        }
    }

    private Frame attach(Target target, UUID run) {
        try {
            return runner.attach(target, run + "-1", 0, 0, Duration.ZERO);
        } catch (NotReached | LineBroken | HostKeyChanged e) {
            throw new IllegalStateException(e);
        }
    }

    private Target target(TestServer machine) {
        UUID id = trials.server(machine);
        return trials.inTransaction(() -> Objects.requireNonNull(leases.target(id)));
    }
}
