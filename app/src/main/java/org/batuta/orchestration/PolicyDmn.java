package org.batuta.orchestration;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.batuta.workflow.RuleTable;
import org.batuta.workflow.RuleTable.Column;
import org.batuta.workflow.RuleTable.Row;

/** The failure policy as the engine asks it. */
final class PolicyDmn {

    private static final RuleTable TABLE = new RuleTable(
            "failure-policy",
            "Failure policy",
            List.of(
                    new Column("serviceType", "Service type", "string"),
                    new Column("verb", "Verb", "string"),
                    new Column("outcome", "Outcome", "string"),
                    new Column("exitCode", "Exit code", "integer"),
                    new Column("symptom", "Symptom", "string"),
                    new Column("attempt", "Attempt", "integer")),
            List.of(new Column("next", "What next", "string"), new Column("delay", "Delay in seconds", "integer")));

    private static final Pattern UP_TO = Pattern.compile("<= (\\d+)");
    private static final Pattern FROM = Pattern.compile(">= (\\d+)");
    private static final Pattern BETWEEN = Pattern.compile("\\[(\\d+)\\.\\.(\\d+)]");

    private PolicyDmn() {}

    static String write(FailurePolicy policy) {
        return TABLE.write(policy.rules().stream().map(PolicyDmn::row).toList());
    }

    private static Row row(Rule rule) {
        Integer exitCode = rule.exitCode();
        return new Row(
                List.of(
                        RuleTable.quoted(rule.serviceType()),
                        RuleTable.quoted(rule.verb()),
                        RuleTable.quoted(rule.outcome()),
                        exitCode == null ? "" : exitCode.toString(),
                        RuleTable.quoted(rule.symptom()),
                        tries(rule),
                        RuleTable.quoted(rule.next().name().toLowerCase(Locale.ROOT)),
                        String.valueOf(rule.delay())),
                rule.why());
    }

    private static String tries(Rule rule) {
        if (rule.lastTry() == Rule.NO_END) {
            return rule.firstTry() == 1 ? "" : ">= " + rule.firstTry();
        }
        return rule.firstTry() == 1 ? "<= " + rule.lastTry() : "[" + rule.firstTry() + ".." + rule.lastTry() + "]";
    }

    /**
     * Reads what this has written, and what releases ship.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static FailurePolicy read(String dmn) {
        return new FailurePolicy(
                RuleTable.read(dmn).stream().map(PolicyDmn::rule).toList());
    }

    private static Rule rule(Row row) {
        List<String> cells = row.cells();
        int[] tries = tries(cells.get(5));
        return new Rule(
                RuleTable.word(cells.get(0), Function.identity()),
                RuleTable.word(cells.get(1), Verb::valueOf),
                RuleTable.word(cells.get(2), Outcome::valueOf),
                cells.get(3).isEmpty() ? null : Integer.valueOf(cells.get(3)),
                RuleTable.word(cells.get(4), Function.identity()),
                tries[0],
                tries[1],
                Rule.Next.valueOf(cells.get(6).replace("\"", "").toUpperCase(Locale.ROOT)),
                Integer.parseInt(cells.get(7)),
                row.why());
    }

    private static int[] tries(String cell) {
        Matcher upTo = UP_TO.matcher(cell);
        Matcher from = FROM.matcher(cell);
        Matcher between = BETWEEN.matcher(cell);
        if (cell.isEmpty()) {
            return new int[] {1, Rule.NO_END};
        } else if (upTo.matches()) {
            return new int[] {1, Integer.parseInt(upTo.group(1))};
        } else if (from.matches()) {
            return new int[] {Integer.parseInt(from.group(1)), Rule.NO_END};
        } else if (between.matches()) {
            return new int[] {Integer.parseInt(between.group(1)), Integer.parseInt(between.group(2))};
        }
        return new int[] {Integer.parseInt(cell), Integer.parseInt(cell)};
    }
}
