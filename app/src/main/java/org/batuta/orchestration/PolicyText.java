package org.batuta.orchestration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.batuta.kernel.PlainText;
import org.batuta.kernel.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The failure policy as people write it: a rule on each line, its columns between bars, {@code any} where all fits,
 * tries as in {@code 3}, {@code 1-3} or {@code 4-}.
 *
 * <pre>any | any | UNREACHABLE | any | any | 1-3 | retry | 5 | The server does not answer</pre>
 */
final class PolicyText {

    private static final String ANY = "any";
    private static final int COLUMNS = 9;
    private static final int LONGEST_WHY = 200;
    private static final int LONGEST = 40_000;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern TRIES = Pattern.compile("([1-9][0-9]{0,5})(?:(-)([1-9][0-9]{0,5})?)?");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,5}");
    private static final int HIGHEST_EXIT_CODE = 255;

    private PolicyText() {}

    /**
     * Reads the rules.
     *
     * @throws Refusal at {@code table}, with the number of the line
     */
    static FailurePolicy read(String text) {
        if (text.length() > LONGEST) {
            throw Refusal.at("table", "policy.long", LONGEST);
        }
        List<Rule> rules = new ArrayList<>();
        String[] lines = text.split("\\R");
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                rules.add(new Line(i + 1, lines[i]).rule());
            }
        }
        return new FailurePolicy(rules);
    }

    /** Writes the rules, the columns below each other. */
    static String write(FailurePolicy policy) {
        List<List<String>> table =
                policy.rules().stream().map(PolicyText::cells).toList();
        List<Integer> widths = IntStream.range(0, COLUMNS)
                .mapToObj(column -> table.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        return table.stream()
                .map(row -> IntStream.range(0, COLUMNS)
                        .mapToObj(column -> row.get(column)
                                + " "
                                        .repeat(widths.get(column)
                                                - row.get(column).length()))
                        .collect(Collectors.joining(" | "))
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    private static List<String> cells(Rule rule) {
        return List.of(
                cell(rule.serviceType(), Function.identity()),
                cell(rule.verb(), Verb::word),
                cell(rule.outcome(), Outcome::name),
                cell(rule.exitCode(), String::valueOf),
                cell(rule.symptom(), Function.identity()),
                tries(rule.firstTry(), rule.lastTry()),
                rule.next().name().toLowerCase(Locale.ROOT),
                String.valueOf(rule.delay()),
                rule.why());
    }

    private static <T> String cell(@Nullable T value, Function<T, String> word) {
        return value == null ? ANY : word.apply(value);
    }

    /** Tries as people write them. */
    static String tries(int first, int last) {
        if (last == Rule.NO_END) {
            return first == 1 ? ANY : first + "-";
        }
        return first == last ? String.valueOf(first) : first + "-" + last;
    }

    private record Line(int number, String text) {

        private Rule rule() {
            String[] cells = text.split("\\|", -1);
            if (cells.length != COLUMNS) {
                throw wrong("policy.columns", COLUMNS, cells.length);
            }
            for (int i = 0; i < COLUMNS; i++) {
                cells[i] = cells[i].strip();
            }
            String why = cells[8];
            if (why.length() > LONGEST_WHY || !why.isEmpty() && !PlainText.isLine(why)) {
                throw wrong("policy.why", LONGEST_WHY);
            }
            Matcher tries = TRIES.matcher(cells[5].equals(ANY) ? "1-" : cells[5]);
            if (!tries.matches()) {
                throw wrong("policy.tries", PlainText.visible(cells[5]));
            }
            int first = Integer.parseInt(tries.group(1));
            int last = tries.group(2) == null
                    ? first
                    : tries.group(3) == null ? Rule.NO_END : Integer.parseInt(tries.group(3));
            if (last < first) {
                throw wrong("policy.tries", cells[5]);
            }
            return new Rule(
                    any(cells[0]) ? null : name(cells[0]),
                    any(cells[1]) ? null : of(cells[1], Verb.values(), Verb::word),
                    any(cells[2]) ? null : of(cells[2], Outcome.values(), Outcome::name),
                    any(cells[3]) ? null : number(cells[3], HIGHEST_EXIT_CODE),
                    any(cells[4]) ? null : name(cells[4]),
                    first,
                    last,
                    of(cells[6], Rule.Next.values(), next -> next.name().toLowerCase(Locale.ROOT)),
                    number(cells[7], Integer.MAX_VALUE),
                    why);
        }

        private static boolean any(String cell) {
            return cell.isEmpty() || cell.equals(ANY);
        }

        private String name(String cell) {
            if (!NAME.matcher(cell).matches()) {
                throw wrong("policy.word", PlainText.visible(cell));
            }
            return cell;
        }

        private int number(String cell, int highest) {
            if (!NUMBER.matcher(cell).matches() || Integer.parseInt(cell) > highest) {
                throw wrong("policy.word", PlainText.visible(cell));
            }
            return Integer.parseInt(cell);
        }

        private <T> T of(String cell, T[] known, Function<T, String> word) {
            return Stream.of(known)
                    .filter(each -> word.apply(each).equals(cell))
                    .findFirst()
                    .orElseThrow(() -> wrong("policy.word", PlainText.visible(cell)));
        }

        private Refusal wrong(String code, Object... args) {
            return Refusal.at(
                    "table",
                    code,
                    Stream.concat(Stream.of(number), Stream.of(args)).toArray());
        }
    }
}
