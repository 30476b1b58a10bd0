package org.batuta.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Identifiers of things. */
class IdsTest {

    @Test
    void sortAsTheyWereMadeEvenWithinOneMillisecond() {
        List<UUID> made = Stream.generate(Ids::next).limit(20_000).toList();
        assertThat(made).doesNotHaveDuplicates().isSortedAccordingTo(Comparator.comparing(UUID::toString));
    }

    @Test
    void areOfVersion7AndTellTheirTime() {
        long before = System.currentTimeMillis();
        UUID id = Ids.next();
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isBetween(before, System.currentTimeMillis() + 10);
    }
}
