package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.batuta.orchestration.Operation;
import org.batuta.provider.Trouble;
import org.junit.jupiter.api.Test;

/** The second server bans us for a while: no try makes the ban longer than it is. */
class BannedTest extends StoryTest {

    private static final int DOMAINS = 4;
    private static final int RETRIES = 2;

    /** Somebody may just then want to know how the server is. */
    private static final int A_ROUND = 1;

    @Test
    void fault21AServerThatBansUsIsKnockedAtOnceATryAndIsServedByItselfAfterwards() {
        List<UUID> domains;
        try (Trouble ban = Trouble.banned(provider.second())) {
            long before = refused();
            domains = Stream.generate(() -> customer.asksForDomain(aName()))
                    .limit(DOMAINS)
                    .toList();
            await("tries again")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> domains.stream()
                                    .flatMap(domain -> customer.kinds(domain).stream())
                                    .filter("retry"::equals)
                                    .count()
                            > RETRIES);

            long knocks = refused() - before;
            long tries = domains.stream()
                    .flatMap(domain -> operations.ofRequest(domain).stream())
                    .filter(operation -> provider.secondId().equals(operation.serverId()))
                    .mapToLong(Operation::attempts)
                    .sum();
            assertThat(knocks).isBetween(1L, tries + A_ROUND);
        }

        domains.forEach(domain -> assertEnds(domain, Request.State.DONE));
        assertThat(domains).allSatisfy(domain -> assertThat(done(domain)).contains("APPLY host1 DONE 1"));
    }

    private long refused() {
        return provider.second()
                .exec("journalctl", "--no-pager", "-q", "-g", "refused connect")
                .out()
                .lines()
                .count();
    }
}
