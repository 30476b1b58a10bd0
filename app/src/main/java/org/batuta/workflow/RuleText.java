package org.batuta.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.batuta.kernel.PlainText;
import org.batuta.kernel.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Rules as people write them: one on each line, its columns between bars, the last of which says why; {@code any} where all
 * fits.
 */
public final class RuleText {

    /** Fits everything. */
    public static final String ANY = "any";

    private static final int LONGEST_WHY = 200;
    private static final int LONGEST = 40_000;
    private static final int MOST_RULES = 100;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,5}");

    private RuleText() {}

    /**
     * Reads the rules.
     *
     * @param columns how many each has, with the reason
     * @throws Refusal at {@code table}, with the number of the line
     */
    public static <T> List<T> read(String text, int columns, Function<Line, T> rule) {
        if (text.length() > LONGEST) {
            throw Refusal.at("table", "rules.long", LONGEST);
        }
        List<T> rules = new ArrayList<>();
        String[] lines = text.split("\\R");
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                rules.add(rule.apply(Line.of(i + 1, lines[i], columns)));
            }
        }
        if (rules.size() > MOST_RULES) {
            throw Refusal.at("table", "rules.many", MOST_RULES);
        }
        return rules;
    }

    /** Writes the cells of each rule, the columns below each other. */
    public static String write(List<List<String>> rules) {
        int columns = rules.isEmpty() ? 0 : rules.get(0).size();
        List<Integer> widths = IntStream.range(0, columns)
                .mapToObj(column -> rules.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        return rules.stream()
                .map(row -> IntStream.range(0, columns)
                        .mapToObj(column -> row.get(column)
                                + " "
                                        .repeat(widths.get(column)
                                                - row.get(column).length()))
                        .collect(Collectors.joining(" | "))
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    /** The cell for a value; null fits everything. */
    public static <T> String cell(@Nullable T value, Function<T, String> word) {
        return value == null ? ANY : word.apply(value);
    }

    /**
     * One rule.
     *
     * @param number of the line, from 1
     */
    public record Line(int number, List<String> cells) {

        public Line {
            cells = List.copyOf(cells);
        }

        private static Line of(int number, String text, int columns) {
            Line line = new Line(
                    number, Stream.of(text.split("\\|", -1)).map(String::strip).toList());
            if (line.cells.size() != columns) {
                throw line.wrong("rules.columns", columns, line.cells.size());
            }
            String why = line.why();
            if (why.length() > LONGEST_WHY || !why.isEmpty() && !PlainText.isLine(why)) {
                throw line.wrong("rules.why", LONGEST_WHY);
            }
            return line;
        }

        /** The last column. */
        public String why() {
            return cells.get(cells.size() - 1);
        }

        /** Whether this column fits everything. */
        public boolean isAny(int column) {
            return cells.get(column).isEmpty() || cells.get(column).equals(ANY);
        }

        /** A name in small letters; null for all. */
        public @Nullable String name(int column) {
            if (isAny(column)) {
                return null;
            }
            if (!NAME.matcher(cells.get(column)).matches()) {
                throw unknown(column);
            }
            return cells.get(column);
        }

        /** One of the known; null for all. */
        public <T> @Nullable T of(int column, List<T> known, Function<T, String> word) {
            return isAny(column) ? null : one(column, known, word);
        }

        /** One of the known. */
        public <T> T one(int column, List<T> known, Function<T, String> word) {
            return known.stream()
                    .filter(each -> word.apply(each).equals(cells.get(column)))
                    .findFirst()
                    .orElseThrow(() -> unknown(column));
        }

        /** A number from 0 on. */
        public int number(int column, int highest) {
            String cell = cells.get(column);
            if (!NUMBER.matcher(cell).matches() || Integer.parseInt(cell) > highest) {
                throw unknown(column);
            }
            return Integer.parseInt(cell);
        }

        private Refusal unknown(int column) {
            return wrong("rules.word", PlainText.visible(cells.get(column)));
        }

        /** What is wrong with this line, at the table. */
        public Refusal wrong(String code, Object... args) {
            return Refusal.at(
                    "table",
                    code,
                    Stream.concat(Stream.of(number), Stream.of(args)).toArray());
        }
    }
}
