package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Import;

/** Settings of connections and of the dispatcher that contradict each other. */
class SshSettingsTest {

    @TempDir
    private Path keys;

    @Test
    void settingsThatWouldMakeAServerLookBusyForEverAreRefusedAtTheStart() {
        ApplicationContextRunner node = new ApplicationContextRunner()
                .withUserConfiguration(Node.class)
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withPropertyValues("batuta.ssh.dir=" + keys);

        node.withPropertyValues("batuta.orchestration.parallel-per-server=10")
                .run(context -> assertThat(context).hasNotFailed());
        node.withPropertyValues("batuta.orchestration.parallel-per-server=11")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContainingAll(
                                "batuta.orchestration.parallel-per-server with value '11'",
                                "batuta.ssh.channels",
                                "batuta.ssh.sessions",
                                "at most 10"));
        node.withPropertyValues("batuta.ssh.channels=1")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("set those higher"));
    }

    @EnableConfigurationProperties({SshSettings.class, OrchestrationSettings.class})
    @Import({Ssh.class, SshKeys.class})
    static class Node {}
}
