package org.batuta.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.batuta.TriedOnce;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes, servers, links and the database fail at random while two nodes work. {@code -Dbatuta.faults=10000} makes it
 * large; {@code -Dbatuta.seed} repeats the order of an earlier storm, though not its timing.
 */
@TriedOnce
@WithServers
class StormTest {

    private static final int OPERATIONS = Integer.getInteger("batuta.faults", 200);
    private static final int OPERATIONS_PER_FAULT = 40;
    private static final long SEED =
            Long.getLong("batuta.seed", ThreadLocalRandom.current().nextInt(1_000_000));

    private final String file = "/root/effects-" + UUID.randomUUID();
    private final List<String> repaired = new ArrayList<>();

    @Test
    void fault01AfterwardsEachEffectIsOnItsServersExactlyOnceAndNothingIsLeft(Park park, @TempDir Path data) {
        System.out.printf("a storm over %d operations, -Dbatuta.seed=%d%n", OPERATIONS, SEED);
        try (Site site = new Site(data, park, List.of("anna", "berta"), "storm1", "storm2")) {
            Storm storm = new Storm(site, SEED);
            int wishes = OPERATIONS / site.machines().size();
            storm.rages(file, wishes, Math.max(Fault.values().length, OPERATIONS / OPERATIONS_PER_FAULT));
            Aftermath aftermath = new Aftermath(site);

            awaitCalm(site, storm, aftermath);

            System.out.println(report(storm, aftermath));
            assertThat(storm.requests()).hasSize(wishes).doesNotHaveDuplicates();
            assertThat(aftermath.outcomes())
                    .as("nothing was wrong with what was looked at")
                    .noneMatch(outcome -> outcome.startsWith("PROBE REFUSED"));
            for (TestServer machine : site.machines()) {
                assertThat(machine.read(file).lines())
                        .as(machine + report(storm, aftermath))
                        .containsExactlyInAnyOrderElementsOf(
                                storm.effects().stream().map(Effect::name).toList());
                assertThat(machine.processes("batuta-runner|" + file))
                        .as(machine.name())
                        .isEmpty();
            }
        }
    }

    private void awaitCalm(Site site, Storm storm, Aftermath aftermath) {
        try {
            await("the calm after the storm")
                    .atMost(Duration.ofSeconds(180 + OPERATIONS))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        List<String> steps = aftermath.atAPerson();
                        if (!steps.isEmpty()) {
                            repaired.addAll(steps);
                            site.triesNow(steps);
                        }
                        return aftermath.left().isEmpty();
                    });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(report(storm, aftermath) + told(site, storm, aftermath), e);
        }
    }

    private static String told(Site site, Storm storm, Aftermath aftermath) {
        List<String> left = aftermath.left();
        return left.stream().collect(Collectors.joining("\n", "left:\n", "\n"))
                + storm.requests().stream()
                        .filter(request -> left.stream().anyMatch(line -> line.contains(request)))
                        .map(request -> request + "\n" + site.story(request))
                        .collect(Collectors.joining("\n"));
    }

    private String report(Storm storm, Aftermath aftermath) {
        return "\nseed %d\n%s\n%s\ntried again by a person: %d\n"
                .formatted(
                        SEED,
                        String.join("\n", storm.faults()),
                        String.join("\n", aftermath.outcomes()),
                        repaired.size());
    }
}
