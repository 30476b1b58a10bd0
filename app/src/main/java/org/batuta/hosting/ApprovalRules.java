package org.batuta.hosting;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.batuta.hosting.ApprovalPolicy.By;
import org.batuta.hosting.ApprovalPolicy.Rule;
import org.batuta.hosting.Request.Verb;
import org.batuta.kernel.PlainText;
import org.batuta.kernel.Refusal;
import org.batuta.workflow.RuleTable;
import org.batuta.workflow.RuleTable.Column;
import org.batuta.workflow.RuleTable.Row;
import org.batuta.workflow.RuleText;

/**
 * The approval policy as people write it, and as the engine asks it.
 *
 * <pre>remove | any | staff | 20- | 72 | One of the staff removes many</pre>
 */
final class ApprovalRules {

    private static final int COLUMNS = 6;
    private static final int MOST_HOURS = 999_999;
    private static final Pattern LATELY = Pattern.compile("([1-9][0-9]{0,5})-");
    private static final Pattern FROM = Pattern.compile(">= (\\d+)");

    private static final RuleTable TABLE = new RuleTable(
            "approval-policy",
            "Approval policy",
            List.of(
                    new Column("verb", "What", "string"),
                    new Column("serviceType", "Service type", "string"),
                    new Column("by", "Asked by", "string"),
                    new Column("lately", "Within the last hour", "integer")),
            List.of(new Column("approval", "Approval", "string"), new Column("hours", "Within hours", "integer")));

    private ApprovalRules() {}

    /**
     * Reads what people wrote.
     *
     * @throws Refusal at {@code table}, with the number of the line
     */
    static ApprovalPolicy read(String text) {
        return new ApprovalPolicy(RuleText.read(text, COLUMNS, ApprovalRules::rule));
    }

    private static Rule rule(RuleText.Line line) {
        Matcher lately = LATELY.matcher(line.isAny(3) ? "1-" : line.cells().get(3));
        if (!lately.matches()) {
            throw line.wrong("approval.lately", PlainText.visible(line.cells().get(3)));
        }
        return new Rule(
                line.of(0, ApprovalPolicy.VERBS, ApprovalRules::word),
                line.name(1),
                line.of(2, List.of(By.values()), By::word),
                Integer.parseInt(lately.group(1)),
                line.number(4, MOST_HOURS),
                line.why());
    }

    /** Writes the rules for people, the columns below each other. */
    static String write(ApprovalPolicy policy) {
        return RuleText.write(policy.rules().stream()
                .map(rule -> List.of(
                        RuleText.cell(rule.verb(), ApprovalRules::word),
                        RuleText.cell(rule.serviceType(), Function.identity()),
                        RuleText.cell(rule.by(), By::word),
                        rule.from() == 1 ? RuleText.ANY : rule.from() + "-",
                        String.valueOf(rule.hours()),
                        rule.why()))
                .toList());
    }

    /** The rules as the engine asks them. */
    static String dmn(ApprovalPolicy policy) {
        return TABLE.write(policy.rules().stream().map(ApprovalRules::row).toList());
    }

    private static Row row(Rule rule) {
        Verb verb = rule.verb();
        By by = rule.by();
        return new Row(
                List.of(
                        RuleTable.quoted(verb == null ? null : word(verb)),
                        RuleTable.quoted(rule.serviceType()),
                        RuleTable.quoted(by == null ? null : by.word()),
                        rule.from() == 1 ? "" : ">= " + rule.from(),
                        RuleTable.quoted(rule.hours() == 0 ? "none" : "another"),
                        String.valueOf(rule.hours())),
                rule.why());
    }

    /**
     * Reads what the engine asks.
     *
     * @throws IllegalArgumentException when neither this nor a release has written it
     */
    static ApprovalPolicy ofDmn(String dmn) {
        return new ApprovalPolicy(
                RuleTable.read(dmn).stream().map(ApprovalRules::rule).toList());
    }

    private static Rule rule(Row row) {
        List<String> cells = row.cells();
        Matcher from = FROM.matcher(cells.get(3));
        return new Rule(
                RuleTable.word(cells.get(0), word -> Verb.valueOf(word.toUpperCase(Locale.ROOT))),
                RuleTable.word(cells.get(1), Function.identity()),
                RuleTable.word(cells.get(2), word -> By.valueOf(word.toUpperCase(Locale.ROOT))),
                from.matches() ? Integer.parseInt(from.group(1)) : 1,
                Integer.parseInt(cells.get(5)),
                row.why());
    }

    /** A verb as the policy calls it. */
    static String word(Verb verb) {
        return verb.name().toLowerCase(Locale.ROOT);
    }
}
