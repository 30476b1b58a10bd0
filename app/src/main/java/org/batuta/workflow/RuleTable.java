package org.batuta.workflow;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A table of rules as the engine asks it; the first that fits decides. Only this writes what people change at the desk, out
 * of words and numbers: no expression of anybody's gets into the engine that way.
 *
 * @param key of the decision
 */
public record RuleTable(String key, String name, List<Column> inputs, List<Column> outputs) {

    private static final String HEAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:camunda="http://camunda.org/schema/1.0/dmn" \
            id="definitions_%1$s" name="%2$s" namespace="https://batuta.example.org/decisions">
              <decision id="%1$s" name="%2$s" camunda:historyTimeToLive="P365D">
                <decisionTable id="table" hitPolicy="FIRST">
            """;
    private static final String INPUT = """
                  <input id="input_%1$s" label="%2$s">
                    <inputExpression id="expression_%1$s" typeRef="%3$s"><text>%1$s</text></inputExpression>
                  </input>
            """;
    private static final String OUTPUT = """
                  <output id="output_%1$s" label="%2$s" name="%1$s" typeRef="%3$s"/>
            """;
    private static final String TAIL = """
                </decisionTable>
              </decision>
            </definitions>
            """;

    public RuleTable {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /**
     * What a rule asks, or answers.
     *
     * @param name of the variable
     * @param label for people
     * @param type as DMN calls it: {@code string}, {@code integer}
     */
    public record Column(String name, String label, String type) {}

    /**
     * One rule.
     *
     * @param cells one for each input and then one for each output, in the expression language of DMN
     * @param why one line for people
     */
    public record Row(List<String> cells, String why) {

        public Row {
            cells = List.copyOf(cells);
        }
    }

    /** The table as DMN. */
    public String write(List<Row> rows) {
        StringBuilder dmn = new StringBuilder(HEAD.formatted(key, name));
        inputs.forEach(column -> dmn.append(INPUT.formatted(column.name(), column.label(), column.type())));
        outputs.forEach(column -> dmn.append(OUTPUT.formatted(column.name(), column.label(), column.type())));
        for (int i = 0; i < rows.size(); i++) {
            write(dmn, "rule_" + (i + 1), rows.get(i));
        }
        return dmn.append(TAIL).toString();
    }

    private void write(StringBuilder dmn, String id, Row row) {
        dmn.append("      <rule id=\"%s\">\n        <description>%s</description>\n"
                .formatted(id, HtmlUtils.htmlEscapeDecimal(row.why())));
        List<Column> columns = Stream.concat(inputs.stream(), outputs.stream()).toList();
        for (int i = 0; i < columns.size(); i++) {
            dmn.append("        <%1$sEntry id=\"%2$s_%3$s\"><text>%4$s</text></%1$sEntry>\n"
                    .formatted(
                            i < inputs.size() ? "input" : "output",
                            id,
                            columns.get(i).name(),
                            HtmlUtils.htmlEscapeDecimal(row.cells().get(i))));
        }
        dmn.append("      </rule>\n");
    }

    /**
     * Reads the rules of what this has written, and of what releases ship.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static List<Row> read(String dmn) {
        NodeList found = parsed(dmn).getElementsByTagName("rule");
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            Element rule = (Element) found.item(i);
            rows.add(new Row(texts(rule, "text"), String.join("", texts(rule, "description"))));
        }
        return rows;
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

    private static List<String> texts(Element rule, String tag) {
        NodeList found = rule.getElementsByTagName(tag);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent().strip());
        }
        return texts;
    }

    /** The cell that asks for this word; null asks for nothing. */
    public static String quoted(@Nullable Object value) {
        return value == null ? "" : "\"" + value + "\"";
    }

    /**
     * What a cell asks for; null for nothing.
     *
     * @throws IllegalArgumentException when it is not one word
     */
    public static <T> @Nullable T word(String cell, Function<String, T> read) {
        if (cell.isEmpty()) {
            return null;
        }
        if (!cell.matches("\"[^\"]*\"")) {
            throw new IllegalArgumentException("Not one word: " + cell);
        }
        return read.apply(cell.substring(1, cell.length() - 1));
    }
}
