package org.batuta.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers and database do not outlive the process that started them, whatever kills it. */
@WithServers
class OwnerDeathTest {

    private static final String INSTANCE = Instance.ofOwner().name();
    private static final String NET = Instance.ofOwner().net();

    @TempDir
    Path data;

    @Test
    void leavesNothingRunningWhenItsOwnerIsKilled() throws Exception {
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        INSTANCE,
                        NET,
                        data.toString())
                .redirectError(Redirect.INHERIT)
                .start();
        assertThat(firstLine(owner)).startsWith("owns one (" + NET);
        assertThat(leftovers()).contains("a network", "cgroups", "a database", "data of a server");

        owner.destroyForcibly().waitFor();

        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> leftovers().isEmpty());
    }

    private static String firstLine(Process owner) throws IOException {
        var output = owner.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null && !line.startsWith("owns")) {
            line = output.readLine(); // whatever libraries say before
        }
        return String.valueOf(line);
    }

    private List<String> leftovers() throws IOException {
        var found = new ArrayList<>(new Leftovers(INSTANCE, NET, data).found());
        if (Files.exists(data.resolve("servers/one"))) {
            found.add("data of a server");
        }
        return found;
    }
}
