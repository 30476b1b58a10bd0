package org.batuta.hosting.domains;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.batuta.BatutaTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** One zone has one serial, whoever changes it at the same time (T23). */
@BatutaTest
@SuppressWarnings("NullAway.Init")
class ZonesTest {

    private static final DomainSettings SETTINGS = new DomainSettings(
            List.of("ns1.provider.test"),
            null,
            List.of(),
            null,
            null,
            3600,
            Duration.ofDays(1),
            Duration.ofHours(2),
            Duration.ofDays(28),
            3600,
            List.of());
    private static final int AT_ONCE = 6;
    private static final int EACH = 10;

    @Autowired
    private ZoneSerials zones;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void t23TransactionsThatChangeAZoneAtOnceGiveItStrictlyRisingSerials() {
        List<Long> serials = Collections.synchronizedList(new ArrayList<>());
        CyclicBarrier together = new CyclicBarrier(AT_ONCE);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            IntStream.range(0, AT_ONCE)
                    .mapToObj(one -> CompletableFuture.runAsync(
                            () -> IntStream.range(0, EACH).forEach(change -> {
                                meet(together);
                                change(one + "-" + change, serials);
                            }),
                            threads))
                    .toList()
                    .forEach(CompletableFuture::join);
        } finally {
            threads.shutdownNow();
        }
        assertThat(serials).hasSize(AT_ONCE * EACH).isSorted().doesNotHaveDuplicates();
    }

    /** The serial is noted while its transaction is open, so in the order in which they are committed. */
    private void change(String text, List<Long> serials) {
        DnsRecord record = new DnsRecord("@", RecordType.TXT, 0, text);
        ZoneContent content = ZoneContent.of(new DomainSpec("at-once.test", List.of(record)), SETTINGS);
        transaction.executeWithoutResult(status -> serials.add(zones.serial(content)));
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
