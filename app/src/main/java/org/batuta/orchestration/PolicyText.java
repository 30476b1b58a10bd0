package org.batuta.orchestration;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.batuta.kernel.PlainText;
import org.batuta.kernel.Refusal;
import org.batuta.workflow.RuleText;

/**
 * The failure policy as people write it; tries as in {@code 3}, {@code 1-3} or {@code 4-}.
 *
 * <pre>any | any | UNREACHABLE | any | any | 1-3 | retry | 5 | The server does not answer</pre>
 */
final class PolicyText {

    private static final int COLUMNS = 9;
    private static final Pattern TRIES = Pattern.compile("([1-9][0-9]{0,5})(?:(-)([1-9][0-9]{0,5})?)?");
    private static final int HIGHEST_EXIT_CODE = 255;

    private PolicyText() {}

    /**
     * Reads the rules.
     *
     * @throws Refusal at {@code table}, with the number of the line
     */
    static FailurePolicy read(String text) {
        return new FailurePolicy(RuleText.read(text, COLUMNS, PolicyText::rule));
    }

    private static Rule rule(RuleText.Line line) {
        String cell = line.cells().get(5);
        Matcher tries = TRIES.matcher(cell.equals(RuleText.ANY) ? "1-" : cell);
        if (!tries.matches()) {
            throw line.wrong("policy.tries", PlainText.visible(cell));
        }
        int first = Integer.parseInt(tries.group(1));
        int last = tries.group(2) == null
                ? first
                : tries.group(3) == null ? Rule.NO_END : Integer.parseInt(tries.group(3));
        if (last < first) {
            throw line.wrong("policy.tries", cell);
        }
        return new Rule(
                line.name(0),
                line.of(1, List.of(Verb.values()), Verb::word),
                line.of(2, List.of(Outcome.values()), Outcome::name),
                line.isAny(3) ? null : line.number(3, HIGHEST_EXIT_CODE),
                line.name(4),
                first,
                last,
                line.one(6, List.of(Rule.Next.values()), PolicyText::word),
                line.number(7, Integer.MAX_VALUE),
                line.why());
    }

    /** Writes the rules, the columns below each other. */
    static String write(FailurePolicy policy) {
        return RuleText.write(policy.rules().stream().map(PolicyText::cells).toList());
    }

    private static List<String> cells(Rule rule) {
        return List.of(
                RuleText.cell(rule.serviceType(), Function.identity()),
                RuleText.cell(rule.verb(), Verb::word),
                RuleText.cell(rule.outcome(), Outcome::name),
                RuleText.cell(rule.exitCode(), String::valueOf),
                RuleText.cell(rule.symptom(), Function.identity()),
                tries(rule.firstTry(), rule.lastTry()),
                word(rule.next()),
                String.valueOf(rule.delay()),
                rule.why());
    }

    private static String word(Rule.Next next) {
        return next.name().toLowerCase(Locale.ROOT);
    }

    /** Tries as people write them. */
    static String tries(int first, int last) {
        if (last == Rule.NO_END) {
            return first == 1 ? RuleText.ANY : first + "-";
        }
        return first == last ? String.valueOf(first) : first + "-" + last;
    }
}
