package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.batuta.servers.TestServer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Operations of one small script that wait at servers and are let go together. */
final class Crowd {

    /** Two kilobytes, most of it what a script's reader reads. */
    static final String DEED = "# %s%n".formatted("what this script is for and why ".repeat(60))
            + "mkdir -p /var/tmp/remote && printf '%s\\n' \"$text\" >\"/var/tmp/remote/$text\"";

    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(15);

    private final Trials trials;
    private final JdbcClient sql;

    Crowd(Trials trials, JdbcClient sql) {
        this.trials = trials;
        this.sql = sql;
    }

    static PlannedOperation operation(String text) {
        return Trials.trial(Map.of("deed", DEED, "text", text));
    }

    /** Operations a second when so many wait, evenly at these servers; proves that each was carried out. */
    double rate(String name, List<TestServer> machines, int count) {
        gather(name, machines, count);
        long begin = System.nanoTime();
        letGo(machines);
        while (waiting(machines) > 0) {
            assertThat(System.nanoTime() - begin).as("the end of all").isLessThan(PATIENCE);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        double rate = count / ((System.nanoTime() - begin) / 1e9);
        assertThat(machines.stream().mapToInt(machine -> found(name, machine)).sum())
                .isEqualTo(count);
        return rate;
    }

    /** Lets so many wait, evenly at these servers, which take none for now. */
    void gather(String name, List<TestServer> machines, int count) {
        List<UUID> servers = new ArrayList<>();
        for (TestServer machine : machines) {
            servers.add(trials.server(machine));
        }
        servers.forEach(server -> trials.sql("update server set state = 'DRAINING' where id = ?", server));
        for (int n = 0; n < count; n++) {
            trials.submit(servers.get(n % servers.size()), List.of(operation(name + n)));
        }
    }

    void letGo(List<TestServer> machines) {
        machines.forEach(
                machine -> trials.sql("update server set state = 'ACTIVE' where id = ?", trials.server(machine)));
    }

    /** How many are not done at these servers. */
    long waiting(List<TestServer> machines) {
        return sql.sql("select count(*) from operation where server_id in (:servers)"
                        + " and state in ('PENDING', 'RUNNING')")
                .param("servers", machines.stream().map(trials::server).toList())
                .query(Long.class)
                .single();
    }

    private static int found(String name, TestServer machine) {
        return Integer.parseInt(
                machine.exec("sh", "-c", "ls /var/tmp/remote 2>/dev/null | grep -c '^" + name + "[0-9]' || true")
                        .orFail()
                        .strip());
    }
}
