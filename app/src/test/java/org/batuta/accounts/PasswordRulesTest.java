package org.batuta.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.batuta.Hostile;
import org.batuta.kernel.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which passwords may be chosen (T07, A14). */
class PasswordRulesTest {

    private static final List<String> NAMES =
            List.of("grace", "Grace Hopper", "grace@navy.example.org", "Acme & Söhne");

    @ParameterizedTest
    @ValueSource(strings = {"correct horse battery", "müde Hunde lesen 3 Karten", "xK4-uuP9_tqw2z", "雨の日の図書館は静かです"})
    void a14TakesWhatIsHardToGuess(String password) {
        assertThat(problems(password)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"aaaaaaaaaaaaaaaaaaaa", "password1234567", "qwertyuiop123", "12345678901234567890", "summer2025!"
            })
    void a14RefusesWhatIsEasyToGuess(String password) {
        assertThat(problems(password)).containsExactly("password.weak");
    }

    @ParameterizedTest
    @ValueSource(strings = {"correct horse battery staple", "CorrectHorseBatteryStaple!", "may the force be with you"})
    void a14RefusesWhatEverybodyTries(String password) {
        assertThat(problems(password)).containsExactly("password.known");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grace reads many 77 maps",
                "HOPPER reads many 77 maps",
                "sleepy navy horses 77",
                "seven söhne walk at 9",
                "grace.hopper went out 7"
            })
    void t07RefusesTheNamesOfWhomItBelongsTo(String password) {
        assertThat(problems(password)).containsExactly("password.name");
    }

    @Test
    void t07RefusesWhatIsTooShortTooLongOrCannotBeTyped() {
        assertThat(problems("xK4-uuP9_")).containsExactly("password.length");
        assertThat(problems("xK4-uuP9".repeat(26))).containsExactly("password.length");
        assertThat(problems("xK4-uuP9\0tqw2z")).containsExactly("hidden-characters");
        assertThat(problems("xK4-uuP9\ud800tqw2z")).containsExactly("hidden-characters");
    }

    /** Unbounded, the estimate takes seventeen seconds for sixty of these. */
    @Test
    void a14WhatIsMadeToBeSlowIsReadInTime() {
        for (String slow : List.of("4@8({[<369&#!1/|0$5+7%2", "1!|7+2%0$5", "{[<(&#!1/|", "4({6&#!1/|0$5+7%2x@8[<39")) {
            String password = slow.repeat(9).substring(0, 90);
            assertThat(org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                            Duration.ofSeconds(10), () -> problems(password)))
                    .isNotNull();
        }
    }

    @Test
    void hostileNamesAreOnlyNames() {
        for (Hostile value : Hostile.all()) {
            Refusal.Collector problems = new Refusal.Collector();
            PasswordRules.check("tired dogs read 7 maps", List.of(value.text()), "password", problems);
            assertThat(problems.isEmpty()).as(value.name()).isTrue();
        }
    }

    private static List<String> problems(String password) {
        Refusal.Collector problems = new Refusal.Collector();
        PasswordRules.check(password, NAMES, "password", problems);
        return problems.refusal().problems().stream().map(Refusal.Problem::code).toList();
    }
}
