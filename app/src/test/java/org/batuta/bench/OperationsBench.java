package org.batuta.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.accounts.Account;
import org.batuta.accounts.Role;
import org.batuta.provider.Customer;
import org.batuta.provider.Provider;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How fast requests get through portal's door, engine, dispatcher and runner to a real server and back. A bench fails
 * only when work was lost, done twice, or done wrong.
 */
@BatutaTest
@WithServers
@Import(Note.class)
@ExtendWith(Figures.class)
class OperationsBench {

    private static final int WARM_UP = 1_500;
    private static final int CALM = 120;
    private static final int BURST = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Autowired
    private ApplicationContext application;

    @Autowired
    private Cast cast;

    @Autowired
    private JdbcClient sql;

    private Customer customer;
    private TestServer server;

    @BeforeEach
    void aWarmPlatform() {
        server = Park.ofTests().server("bench1");
        new Provider(application).enrol(server, Map.of(Note.KEY, org.batuta.orchestration.Role.PRIMARY));
        Account account = cast.anAccount();
        customer = new Customer(application, cast.aCustomer(account, Role.OWNER), account);
        finished(ask("warm", WARM_UP));
    }

    @Test
    void ownTimeAtOneRequestASecond() {
        List<UUID> requests = new ArrayList<>();
        long next = System.nanoTime();
        for (int i = 0; i < CALM; i++) {
            LockSupport.parkNanos(next - System.nanoTime());
            requests.addAll(ask("calm" + i, 1));
            next += TimeUnit.SECONDS.toNanos(1);
        }
        List<Trip> trips = finished(requests);
        Percentiles own = Percentiles.of(trips.stream().mapToDouble(Trip::own));
        Figures.add("own time of a request of one operation, 1 a second: p50", own.at(50), "ms", "goal 150");
        Figures.add("own time of a request of one operation, 1 a second: p99", own.at(99), "ms", "goal 600");
        Percentiles inner = Percentiles.of(trips.stream().mapToDouble(Trip::carried));
        Figures.add("  of it from claim to verdict (SSH, runner, two transactions): p50", inner.at(50), "ms", "");
        Percentiles script = Percentiles.of(trips.stream().mapToDouble(Trip::script));
        Figures.add("  the script itself, not counted: p50", script.at(50), "ms", "");
    }

    @Test
    void operationsASecondBesideOpenSsh() throws Exception {
        double plain = plain();
        long begin = System.nanoTime();
        long used = processorTime();
        List<UUID> requests = ask("burst", BURST);
        Instant last = finished(requests).stream()
                .map(Trip::ended)
                .max(Instant::compareTo)
                .orElseThrow();
        double cpu = (processorTime() - used) / 1e6 / BURST;
        Instant first = Instant.now().minusNanos(System.nanoTime() - begin);
        double ours = BURST / (Duration.between(first, last).toNanos() / 1e9);
        Figures.add("engine and runner, one server: requests of one operation a second", ours, "/s", "goal 20");
        Figures.add("  processor time of the application for each", cpu, "ms", "without database and server");
        Figures.add(
                "bash -s one after the other over OpenSSH with ControlMaster", plain, "/s", "no engine, no journal");
        Figures.add("ratio of the two", ours / plain, "times", "");
    }

    private static long processorTime() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private double plain() throws Exception {
        try (PlainSsh ssh = new PlainSsh(server)) {
            ssh.bash("true");
            long begin = System.nanoTime();
            for (int i = 0; i < BURST; i++) {
                ssh.bash("text=plain" + i + "\n" + Note.DEED);
            }
            return BURST / ((System.nanoTime() - begin) / 1e9);
        }
    }

    private List<UUID> ask(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> customer.asksFor(
                        Note.KEY, "{\"name\":\"%s-%d-%d\"}".formatted(name, i, System.nanoTime()), null))
                .toList();
    }

    /** Waits for all, and proves that each was carried out exactly once. */
    private List<Trip> finished(List<UUID> requests) {
        await("the end of all")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> open(requests) == 0);
        List<Trip> trips = Trip.of(sql, requests);
        assertThat(trips).hasSameSizeAs(requests);
        String found = server.exec("sh", "-c", "cd " + Note.FOLDER + " && head -qn 1 -- *")
                .orFail();
        assertThat(found.lines()).containsAll(trips.stream().map(Trip::service).toList());
        return trips;
    }

    private long open(List<UUID> requests) {
        return sql.sql("select count(*) from request where id in (:ids) and state <> 'DONE'")
                .param("ids", requests)
                .query(Long.class)
                .single();
    }
}
