package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.batuta.kernel.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns that people write for what servers say. */
class PatternsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"^mesg: ttyname failed", "(?i)out of memory|disk [0-9]+ is full$", "a.*b", "\\s+$", "x{2,5}"})
    void takesWhatMatchesInOneWay(String text) {
        assertThat(Patterns.read(text).pattern()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+b", "(.*)*x", "(\\s*)*x", "([a-zA-Z0]+)*!", ".*.*.*.*!"})
    void refusesWhatAServerCouldKeepBusy(String text) {
        assertThatThrownBy(() -> Patterns.read(text))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.says("pattern.slow")).isTrue());
    }

    @Test
    void saysWhereItCannotBeRead() {
        for (String text : List.of("(", "[a", "a{2", "*")) {
            assertThatThrownBy(() -> Patterns.read(text))
                    .as(text)
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.says("pattern.unreadable"))
                                    .isTrue());
        }
    }
}
