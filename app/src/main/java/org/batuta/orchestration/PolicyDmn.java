package org.batuta.orchestration;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * The failure policy as the engine asks it. Only this writes it, out of words and numbers: no expression of anybody's gets
 * into the engine that way.
 */
final class PolicyDmn {

    private static final String HEAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:camunda="http://camunda.org/schema/1.0/dmn" \
            id="definitions_failure-policy" name="Failure policy" namespace="https://batuta.example.org/decisions">
              <decision id="failure-policy" name="Failure policy" camunda:historyTimeToLive="P365D">
                <decisionTable id="table" hitPolicy="FIRST">
            """;
    private static final String INPUT = """
                  <input id="input_%1$s" label="%2$s">
                    <inputExpression id="expression_%1$s" typeRef="%3$s"><text>%1$s</text></inputExpression>
                  </input>
            """;
    private static final String OUTPUTS = """
                  <output id="output_next" label="What next" name="next" typeRef="string"/>
                  <output id="output_delay" label="Delay in seconds" name="delay" typeRef="integer"/>
            """;
    private static final String TAIL = """
                </decisionTable>
              </decision>
            </definitions>
            """;

    private static final Pattern UP_TO = Pattern.compile("<= (\\d+)");
    private static final Pattern FROM = Pattern.compile(">= (\\d+)");
    private static final Pattern BETWEEN = Pattern.compile("\\[(\\d+)\\.\\.(\\d+)]");

    private PolicyDmn() {}

    static String write(FailurePolicy policy) {
        StringBuilder dmn = new StringBuilder(HEAD);
        dmn.append(INPUT.formatted("serviceType", "Service type", "string"));
        dmn.append(INPUT.formatted("verb", "Verb", "string"));
        dmn.append(INPUT.formatted("outcome", "Outcome", "string"));
        dmn.append(INPUT.formatted("exitCode", "Exit code", "integer"));
        dmn.append(INPUT.formatted("symptom", "Symptom", "string"));
        dmn.append(INPUT.formatted("attempt", "Attempt", "integer"));
        dmn.append(OUTPUTS);
        for (int i = 0; i < policy.rules().size(); i++) {
            write(dmn, "rule_" + (i + 1), policy.rules().get(i));
        }
        return dmn.append(TAIL).toString();
    }

    private static void write(StringBuilder dmn, String id, Rule rule) {
        dmn.append("      <rule id=\"%s\">\n        <description>%s</description>\n"
                .formatted(id, HtmlUtils.htmlEscapeDecimal(rule.why())));
        entry(dmn, "input", id + "_serviceType", quoted(rule.serviceType()));
        entry(dmn, "input", id + "_verb", quoted(rule.verb()));
        entry(dmn, "input", id + "_outcome", quoted(rule.outcome()));
        entry(
                dmn,
                "input",
                id + "_exitCode",
                rule.exitCode() == null ? "" : rule.exitCode().toString());
        entry(dmn, "input", id + "_symptom", quoted(rule.symptom()));
        entry(dmn, "input", id + "_attempt", tries(rule));
        entry(dmn, "output", id + "_next", quoted(rule.next().name().toLowerCase(Locale.ROOT)));
        entry(dmn, "output", id + "_delay", String.valueOf(rule.delay()));
        dmn.append("      </rule>\n");
    }

    private static void entry(StringBuilder dmn, String kind, String id, String text) {
        dmn.append("        <%1$sEntry id=\"%2$s\"><text>%3$s</text></%1$sEntry>\n"
                .formatted(kind, id, HtmlUtils.htmlEscapeDecimal(text)));
    }

    private static String quoted(@Nullable Object value) {
        return value == null ? "" : "\"" + value + "\"";
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
        NodeList found = parsed(dmn).getElementsByTagName("rule");
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            rules.add(rule((Element) found.item(i)));
        }
        return new FailurePolicy(rules);
    }

    private static Element parsed(String dmn) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(dmn)))
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalArgumentException("This is no decision", e);
        }
    }

    private static Rule rule(Element rule) {
        List<String> cells = texts(rule, "text");
        int[] tries = tries(cells.get(5));
        return new Rule(
                word(cells.get(0), Function.identity()),
                word(cells.get(1), Verb::valueOf),
                word(cells.get(2), Outcome::valueOf),
                cells.get(3).isEmpty() ? null : Integer.valueOf(cells.get(3)),
                word(cells.get(4), Function.identity()),
                tries[0],
                tries[1],
                Rule.Next.valueOf(cells.get(6).replace("\"", "").toUpperCase(Locale.ROOT)),
                Integer.parseInt(cells.get(7)),
                String.join("", texts(rule, "description")));
    }

    private static List<String> texts(Element rule, String tag) {
        NodeList found = rule.getElementsByTagName(tag);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent().strip());
        }
        return texts;
    }

    private static <T> @Nullable T word(String cell, Function<String, T> read) {
        if (cell.isEmpty()) {
            return null;
        }
        if (!cell.matches("\"[^\"]*\"")) {
            throw new IllegalArgumentException("Not one word: " + cell);
        }
        return read.apply(cell.substring(1, cell.length() - 1));
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
