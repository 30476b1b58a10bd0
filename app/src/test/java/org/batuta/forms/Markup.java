package org.batuta.forms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attoparser.ParseException;
import org.attoparser.config.ParseConfiguration;
import org.attoparser.dom.DOMMarkupParser;
import org.attoparser.dom.Element;
import org.attoparser.dom.INestableNode;
import org.attoparser.dom.INode;
import org.attoparser.dom.Text;
import org.unbescape.html.HtmlEscape;

/** A page as a browser reads it: elements, attributes and text, with every escape resolved. */
record Markup(INestableNode node) {

    private static final DOMMarkupParser PARSER = new DOMMarkupParser(ParseConfiguration.htmlConfiguration());

    static Markup read(String page) {
        try {
            return new Markup(PARSER.parse(page));
        } catch (ParseException e) {
            throw new AssertionError("not to be read by a browser: " + page, e);
        }
    }

    /** The elements of this name, wherever they are, in their order. */
    List<Markup> all(String name) {
        List<Markup> found = new ArrayList<>();
        for (INode child : node.getChildren()) {
            if (child instanceof Element element) {
                Markup markup = new Markup(element);
                if (element.elementNameMatches(name)) {
                    found.add(markup);
                }
                found.addAll(markup.all(name));
            }
        }
        return found;
    }

    boolean has(String attribute) {
        return node instanceof Element element && element.hasAttribute(attribute);
    }

    Optional<String> attribute(String name) {
        return has(name)
                ? Optional.of(HtmlEscape.unescapeHtml(((Element) node).getAttributeValue(name)))
                : Optional.empty();
    }

    String attribute(String name, String otherwise) {
        return attribute(name).orElse(otherwise);
    }

    /** All that is written in it. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (INode child : node.getChildren()) {
            if (child instanceof Text words) {
                text.append(HtmlEscape.unescapeHtml(words.getContent()));
            } else if (child instanceof Element element) {
                text.append(new Markup(element).text());
            }
        }
        return text.toString();
    }
}
