package org.batuta.hosting.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in the inputs of a form, by their names: {@code domain}, {@code records[0].value}. Kept as it was typed,
 * so that a form that was refused shows it again.
 */
record Values(Map<String, String> texts) {

    private static final Pattern IN_ROW = Pattern.compile("(\\w+)\\[(\\d{1,6})]\\.(\\w+)");

    /** A wish as a form shows it; zero is the usual, and shown as nothing. */
    static Values of(JsonNode wish) {
        Map<String, String> texts = new LinkedHashMap<>();
        flatten("", wish, texts);
        return new Values(texts);
    }

    private static void flatten(String name, JsonNode node, Map<String, String> texts) {
        if (node.isObject()) {
            node.fields()
                    .forEachRemaining(field -> flatten(
                            name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue(), texts));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(name + "[" + i + "]", node.get(i), texts);
            }
        } else {
            texts.put(name, node.isNull() || node.isNumber() && node.asLong() == 0 ? "" : node.asText());
        }
    }

    /** What a browser sent, but the password. Rows are numbered anew, in their order, so that what is said of a row stands at it. */
    static Values sent(Map<String, String[]> parameters) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, Map<Integer, Map<String, String>>> lists = new LinkedHashMap<>();
        parameters.forEach((name, values) -> {
            Matcher inRow = IN_ROW.matcher(name);
            if (inRow.matches()) {
                lists.computeIfAbsent(inRow.group(1), list -> new TreeMap<>())
                        .computeIfAbsent(Integer.valueOf(inRow.group(2)), row -> new LinkedHashMap<>())
                        .put(inRow.group(3), values[0]);
            } else {
                texts.put(name, values[0]);
            }
        });
        texts.remove("password");
        lists.forEach((list, rows) -> number(texts, list, new ArrayList<>(rows.values())));
        return new Values(texts);
    }

    private static void number(Map<String, String> texts, String list, List<Map<String, String>> rows) {
        for (int i = 0; i < rows.size(); i++) {
            String row = row(list, i);
            rows.get(i).forEach((name, text) -> texts.put(row + name, text));
        }
    }

    static String row(String list, int index) {
        return list + "[" + index + "].";
    }

    String text(String name) {
        return texts.getOrDefault(name, "");
    }

    /** The rows of a list, each with its own texts by their short names. */
    List<Map<String, String>> rows(String list) {
        Map<Integer, Map<String, String>> rows = new TreeMap<>();
        texts.forEach((name, text) -> {
            Matcher inRow = IN_ROW.matcher(name);
            if (inRow.matches() && inRow.group(1).equals(list)) {
                rows.computeIfAbsent(Integer.valueOf(inRow.group(2)), row -> new LinkedHashMap<>())
                        .put(inRow.group(3), text);
            }
        });
        return new ArrayList<>(rows.values());
    }

    /** The same with another row at the end. */
    Values withRow(String list, Map<String, String> row) {
        List<Map<String, String>> rows = rows(list);
        rows.add(row);
        return withRows(list, rows);
    }

    /** The same without this row. */
    Values withoutRow(String list, int index) {
        List<Map<String, String>> rows = rows(list);
        if (index < rows.size()) {
            rows.remove(index);
        }
        return withRows(list, rows);
    }

    /** The same without the rows that have no text in the inputs of these names. */
    Values withoutEmptyRows(String list, Set<String> typed) {
        List<Map<String, String>> rows = rows(list);
        rows.removeIf(row -> row.entrySet().stream()
                .allMatch(text ->
                        !typed.contains(text.getKey()) || text.getValue().isBlank()));
        return withRows(list, rows);
    }

    private Values withRows(String list, List<Map<String, String>> rows) {
        Map<String, String> changed = new LinkedHashMap<>(texts);
        changed.keySet().removeIf(name -> name.startsWith(list + "["));
        number(changed, list, rows);
        return new Values(changed);
    }

    /** The same, with what else is known: a link may bring values for a new form. */
    Values with(Values more) {
        Map<String, String> all = new LinkedHashMap<>(texts);
        all.putAll(more.texts);
        return new Values(all);
    }
}
