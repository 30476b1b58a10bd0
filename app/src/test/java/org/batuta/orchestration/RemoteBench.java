package org.batuta.orchestration;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.batuta.BatutaTest;
import org.batuta.bench.Ansible;
import org.batuta.bench.Figures;
import org.batuta.bench.Percentiles;
import org.batuta.bench.PlainSsh;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/**
 * How fast operations get to one server and back, without the engine, with all that makes them safe: rows, leases,
 * journal synced to disk. Beside it, in the same run, what administrators use today. Fails only when work was lost.
 */
@BatutaTest
@WithServers
@ExtendWith(Figures.class)
@TestPropertySource(properties = "batuta.orchestration.batch=50")
class RemoteBench {

    private static final int WARM_UP = 3_000;
    private static final int BURST = 2_000;
    private static final int CALM = 200;
    private static final int TASKS = 20;

    @Autowired
    private Trials trials;

    @Autowired
    private JdbcClient sql;

    private TestServer machine;
    private UUID server;
    private Crowd crowd;

    @BeforeEach
    void aWarmPlatform() {
        machine = Park.ofTests().server("bench2");
        server = trials.server(machine);
        crowd = new Crowd(trials, sql);
        crowd.rate("warm", List.of(machine), WARM_UP);
    }

    @Test
    void besideWhatAdministratorsUse() throws Exception {
        double together = crowd.rate("burst", List.of(machine), BURST);
        Percentiles alone = Percentiles.of(IntStream.range(0, CALM).mapToDouble(this::one));
        Percentiles calls = claimedToWritten("alone");
        try (PlainSsh ssh = new PlainSsh(machine)) {
            ssh.bash("true");
            Percentiles plain = Percentiles.of(millis(CALM, n -> ssh.bash("text=plain" + n + "\n" + Crowd.DEED)));
            double sequential = 1_000 / mean(CALM, n -> ssh.bash("text=again" + n + "\n" + Crowd.DEED));
            double ansible = new Ansible(machine, ssh, Crowd.DEED).scriptsASecond(TASKS);
            Figures.add("operations a second to one server, no engine, in a crowd", together, "/s", "");
            Figures.add("  bash -s one after the other over OpenSSH with ControlMaster", sequential, "/s", "");
            Figures.add("  Ansible's script task", ansible, "/s", "");
            Figures.add("  ratio to OpenSSH with ControlMaster", together / sequential, "times", "goal 1.5");
            Figures.add("  ratio to Ansible", together / ansible, "times", "goal 10");
            Figures.add("one at a time, claimed to written: p50", calls.at(50), "ms", "");
            Figures.add("  more than the plain script over OpenSSH: p50", calls.at(50) - plain.at(50), "ms", "goal 40");
            Figures.add(
                    "one at a time, submitted to known: p50", alone.at(50), "ms", "looked at every half millisecond");
        }
    }

    private interface Deed {
        void run(int number) throws Exception;
    }

    private static DoubleStream millis(int count, Deed deed) throws Exception {
        double[] times = new double[count];
        for (int n = 0; n < count; n++) {
            long begin = System.nanoTime();
            deed.run(n);
            times[n] = (System.nanoTime() - begin) / 1e6;
        }
        return DoubleStream.of(times);
    }

    private static double mean(int count, Deed deed) throws Exception {
        return millis(count, deed).average().orElseThrow();
    }

    /** Milliseconds from submitting an operation until its end is written. */
    private double one(int number) {
        long begin = System.nanoTime();
        Step step = submit("alone" + number);
        while (!trials.only(step).state().hasEnded()) {
            LockSupport.parkNanos(500_000);
        }
        return (System.nanoTime() - begin) / 1e6;
    }

    /** Milliseconds from the claim until the attempt was written. */
    private Percentiles claimedToWritten(String name) {
        return Percentiles.of(sql.sql("""
                        select extract(epoch from a.ended - a.started) * 1000 from attempt a
                        join operation o on o.id = a.operation_id where o.parameters::text like ?""").param("%\"" + name + "%").query(Double.class).list().stream()
                .mapToDouble(Double::doubleValue));
    }

    private Step submit(String text) {
        return trials.submit(server, List.of(Crowd.operation(text)));
    }
}
