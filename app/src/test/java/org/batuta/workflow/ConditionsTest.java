package org.batuta.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.batuta.kernel.Refusal;
import org.batuta.kernel.Refusal.Problem;
import org.camunda.feel.api.FeelEngineBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write to say yes or no: answered, or refused in words, and never more than that (F05). */
class ConditionsTest {

    private final Conditions conditions = new Conditions();
    private final Map<String, Object> mailbox = new HashMap<>(Map.of(
            "name",
            "info@x.test",
            "account",
            "Ünal & Söhne",
            "quotaMb",
            1000,
            "records",
            List.of(Map.of("type", "TXT"), Map.of("type", "A")),
            "active",
            true));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quotaMb > 999 and quotaMb <= 1000",
                "quotaMb * 2 - 1 = 1999",
                "quotaMb between 1 and 1000",
                "quotaMb in [500..1000]",
                "quotaMb in (< 10, >= 1000)",
                "account in [\"Acme\", \"Ünal & Söhne\"]",
                "ends with(name, \"@x.test\") and not(starts with(name, \"admin\"))",
                "substring after(name, \"@\") = \"x.test\"",
                "contains(lower case(account), \"ünal\") or 1 / 0 = 1",
                "count(records) = 2 and list contains(records.type, \"A\")",
                "if active then quotaMb > 1 else false",
                "hidden = null",
                "active"
            })
    void holds(String condition) {
        mailbox.put("hidden", null);
        assertThat(conditions.holds(condition, mailbox)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"quotaMb > 1000", "name = \"x\"", "not(active)", "account = null", "false"})
    void doesNotHold(String condition) {
        assertThat(conditions.holds(condition, mailbox)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                quotaMb >                    | unreadable | 9
                quotaMb > 5 quotaMb          | unreadable | 13
                quota > 5                    | name       | quota
                active or quota > 5          | name       | quota
                quotaMb + 1                  | answer     | 1001
                null                         | answer     | null
                quotaMb > "5"                | failed     | Can't compare
                quotaMb > "5" or active      | failed     | Can't compare
                not(name)                    | answer     | null
                matches(name, "(a+)+$")      | function   | matches
                now() > null                 | function   | now
                (((((((quotaMb))))))) > 1    | deep       | 5
                some x in records satisfies x.type = "A" | more | SomeItem
                count(for x in 1..9 return x) > 1        | more | For
                records[type = "A"] = null               | more | Filter
                2 ** 99999999999 > 1                     | more | Exponentiation
                {a: 1}.a = 1                             | more | ConstContext
                name instance of string                  | more | InstanceOf""")
    void isRefusedInWords(String condition, String code, String said) {
        Problem problem = refused(condition);

        assertThat(problem.field()).isEqualTo("condition");
        assertThat(problem.code()).isEqualTo("condition." + code);
        assertThat(problem.args().get(0).toString()).contains(said).hasSizeLessThan(250);
    }

    /** The way exists: an engine with external functions runs Java. */
    @Test
    void reachesNoJava() {
        String attack = "{reach: function(one, other) external {java: {class: \"java.lang.Math\","
                + " method signature: \"max(double, double)\"}}, found: reach(1, 1000)}.found = 1000";
        assertThat(FeelEngineBuilder.forJava()
                        .withEnabledExternalFunctions(true)
                        .build()
                        .evaluateExpression(attack, mailbox)
                        .result())
                .isEqualTo(true);

        assertThat(refused(attack).code()).as("not even read").isEqualTo("condition.unreadable");
    }

    @ParameterizedTest
    @MethodSource("endless")
    @Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
    void takesNoTime(String condition) {
        refused(condition);
    }

    static List<String> endless() {
        return List.of(
                "x".repeat(100_000),
                "1=1 and ".repeat(60),
                "(".repeat(400),
                "[".repeat(200) + "]".repeat(200),
                "not(".repeat(100) + "true" + ")".repeat(100),
                "(((((" + "1+".repeat(200) + "1)))))",
                "-".repeat(400) + "1",
                "if true then ".repeat(30) + "1",
                "1" + "<1".repeat(200),
                "1" + "*9999999999999999999999".repeat(20),
                "1e999999999 + 1",
                "9".repeat(480) + " ** 9".repeat(4),
                "{f: function(x) f(x)}.f(1)",
                "{f: function(x) x(x)}.f({f: 1}.f)",
                "(function(x) x(x))(function(x) x(x))",
                "some x in 1..999999999, y in 1..999999999 satisfies x = -1",
                "count(for x in 1..9999999999 return x)",
                "sum(for x in 1..99999 return for y in 1..99999 return x * y)",
                "replace(name, \"(a*)*b\", name)",
                "string join(split(name, \"\"), name)");
    }

    private Problem refused(String condition) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> conditions.holds(condition, mailbox));
        assertThat(refusal).as(condition).isNotNull();
        return refusal.problems().get(0);
    }
}
