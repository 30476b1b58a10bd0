package org.batuta.orchestration;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.batuta.BatutaTest;
import org.batuta.bench.Figures;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of speed and memory with many servers, and with many operations that wait. */
@BatutaTest
@WithServers
@ExtendWith(Figures.class)
class ManyServersBench {

    private static final int WARM_UP = 3_000;
    private static final int BURST = 1_000;
    private static final int FEW = 100;
    private static final int MANY = 10_000;

    @Autowired
    private Trials trials;

    @Autowired
    private JdbcClient sql;

    private List<TestServer> ten;
    private Crowd crowd;

    @BeforeEach
    void tenServers(Park park) {
        ten = IntStream.rangeClosed(1, 10)
                .mapToObj(number -> park.server("many" + number))
                .toList();
        crowd = new Crowd(trials, sql);
        crowd.rate("warm" + System.nanoTime() + "-", ten, WARM_UP);
    }

    @Test
    void oneTwoFiveAndTenServers() {
        for (int servers : List.of(1, 2, 5, 10)) {
            double rate = crowd.rate("of" + servers + "-", ten.subList(0, servers), BURST);
            Figures.add("operations a second to " + servers + " servers, no engine, in a crowd", rate, "/s", "");
        }
    }

    @Test
    void hundredAndTenThousandThatWait() {
        crowd.gather("few", ten, FEW);
        double few = liveHeap();
        crowd.gather("many", ten, MANY);
        double many = liveHeap();
        crowd.letGo(ten);
        long begin = System.nanoTime();
        while (crowd.waiting(ten) > MANY / 2) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        double rate = MANY / 2 / ((System.nanoTime() - begin) / 1e9);
        double busy = liveHeap();
        Figures.add("live heap while 100 operations wait", few, "MiB", "");
        Figures.add("  while 10,000 wait", many, "MiB", "no more");
        Figures.add("  while 5,000 of them wait and the others are carried out", busy, "MiB", "");
        Figures.add("  operations a second then", rate, "/s", "");
    }

    private static double liveHeap() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed() / 1024.0 / 1024;
    }
}
