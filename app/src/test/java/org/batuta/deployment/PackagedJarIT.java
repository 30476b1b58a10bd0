package org.batuta.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.TreeMap;
import org.batuta.servers.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What is shipped is what was tested. Runs when the jar is packaged, and not before. */
class PackagedJarIT {

    @Test
    void holdsEveryFileThatTheTestsRanWith() throws IOException {
        try (FileSystem jar = FileSystems.newFileSystem(ShippedApplication.jar())) {
            var packaged = new TreeMap<>(Released.hashes(jar.getPath("BOOT-INF", "classes")));
            // what browsers get out of META-INF lies at the top of the jar
            Released.hashes(jar.getPath("META-INF")).forEach((name, hash) -> packaged.put("META-INF/" + name, hash));
            assertThat(packaged).containsAllEntriesOf(Released.hashes(Path.of("target", "classes")));
            Released.hashes(Path.of("..", "reports"))
                    .forEach((name, hash) -> assertThat(packaged).containsEntry("reports/" + name, hash));
        }
    }

    @Test
    void startsOnAnEmptyDatabaseAndDeploysWhatTheClassesDeploy(@TempDir Path dir) throws IOException {
        try (Database database = Database.temporary();
                ShippedApplication application = ShippedApplication.start(database, dir)) {
            application.awaitReady();

            assertThat(Released.byEngine(new DriverManagerDataSource(database.url(), database.user(), "")))
                    .isEqualTo(Released.bySource())
                    .containsKeys("run-operation.bpmn", "failure-policy.dmn", "repair-operation.html");
        }
    }
}
