package org.batuta.bench;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.batuta.deployment.ShippedApplication;
import org.batuta.servers.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The application as it is shipped: how soon it is ready, how large it is. */
@ExtendWith(Figures.class)
class ApplicationBench {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration REST = Duration.ofSeconds(90);
    private static final double KIB_PER_MIB = 1024;

    @TempDir
    Path dir;

    @Test
    void readyAndAtRest() throws Exception {
        try (Database database = Database.temporary()) {
            double empty = inSeconds(database, false);
            double existing = inSeconds(database, true);
            Figures.add("ready after the start, empty database", empty, "s", "");
            Figures.add("ready after the start, existing database", existing, "s", "goal 20");
        }
    }

    private double inSeconds(Database database, boolean rest) throws IOException {
        long begin = System.nanoTime();
        try (ShippedApplication application = ShippedApplication.start(database, dir)) {
            application.awaitReady();
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (rest) {
                measureAtRest(application);
            }
            return seconds;
        }
    }

    /** The largest size in a while in which nobody asks for anything. */
    private static void measureAtRest(ShippedApplication application) {
        var status = "/proc/" + application.pid() + "/status";
        long end = System.nanoTime() + REST.toNanos();
        double[] largest = {0};
        await().atMost(REST.plus(PATIENCE)).pollInterval(Duration.ofSeconds(1)).until(() -> {
            largest[0] = Math.max(
                    largest[0],
                    Double.parseDouble(Computer.field(status, "VmRSS").split(" ")[0]));
            return System.nanoTime() > end;
        });
        Figures.add("resident memory at rest, largest in 90 s", largest[0] / KIB_PER_MIB, "MiB", "goal 700");
    }
}
