package org.batuta.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.batuta.TriedOnce;
import org.batuta.servers.Park;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node dies just before or just after a commit of its work: some of the steps, or all of them when
 * {@code -Dbatuta.faults=10000} says so. A customer's program asks again with the same key, as it does after an error.
 */
@TriedOnce
@WithServers
class KilledAtEachCommitTest {

    private static final int STEPS = 48;
    private static final int DEATHS = Math.min(STEPS, Integer.getInteger("batuta.faults", 200) / 40);
    private static final long SEED =
            Long.getLong("batuta.seed", ThreadLocalRandom.current().nextInt(1_000_000));

    private final String file = "/root/effects-" + UUID.randomUUID();

    @Test
    void fault01WhereverItDiesTheWishIsDoneOnceAfterwardsAndNothingIsLeft(Park park, @TempDir Path data) {
        System.out.printf("%d deaths, -Dbatuta.seed=%d%n", DEATHS, SEED);
        Random dice = new Random(SEED);
        List<String> done = new ArrayList<>();
        try (Site site = new Site(data, park, List.of("anna"), "commit1")) {
            for (int step : someSteps(dice)) {
                Effect effect = new Effect("step-" + step, file, 0, dice.nextInt(2));

                site.diesAt(step, "anna", effect);

                String request = site.asks("anna", List.of(effect)).get(0);
                assertThat(site.endOf(request)).as("after step " + step).isEqualTo("DONE");
                done.add(effect.name());
                assertThat(site.machines().get(0).read(file).lines())
                        .as("after step " + step + site.story(request))
                        .containsExactlyElementsOf(done);
            }
            Aftermath aftermath = new Aftermath(site);
            await("nothing left")
                    .atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(aftermath.left()).isEmpty());
            assertThat(aftermath.outcomes())
                    .as("nothing failed that a person would have been asked about")
                    .noneMatch(outcome -> outcome.contains("REFUSED") && !outcome.startsWith("CHECK"));
        }
    }

    private static List<Integer> someSteps(Random dice) {
        List<Integer> steps =
                new ArrayList<>(IntStream.rangeClosed(1, STEPS).boxed().toList());
        Collections.shuffle(steps, dice);
        return steps.subList(0, DEATHS);
    }
}
