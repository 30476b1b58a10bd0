package org.batuta.hosting.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.batuta.kernel.Refusal;

/** Makes a wish of what stands in a form: the other half of {@link SpecFields}. */
final class SpecReader {

    private final Values values;
    private final Refusal.Collector problems;

    private SpecReader(Values values, Refusal.Collector problems) {
        this.values = values;
        this.problems = problems;
    }

    /** The wish; a number that is none is noted at its field and counts as zero. */
    static ObjectNode read(Class<? extends Record> spec, Values values, Refusal.Collector problems) {
        SpecReader reader = new SpecReader(values, problems);
        ObjectNode wish = JsonNodeFactory.instance.objectNode();
        for (RecordComponent component : spec.getRecordComponents()) {
            String name = component.getName();
            Optional<Class<? extends Record>> row = rowOf(component);
            if (row.isPresent()) {
                wish.set(name, reader.rows(row.get(), name));
            } else {
                // nobody sees a blank around a name, and nobody means it
                reader.put(wish, component, name, values.text(name).strip());
            }
        }
        return wish;
    }

    /** The record of which a component is a list; nothing for any other component. */
    static Optional<Class<? extends Record>> rowOf(RecordComponent component) {
        if (component.getType() == List.class
                && component.getGenericType() instanceof ParameterizedType list
                && list.getActualTypeArguments()[0] instanceof Class<?> row
                && row.isRecord()) {
            return Optional.of(row.asSubclass(Record.class));
        }
        return Optional.empty();
    }

    /** The inputs of a row that start empty, so that a row without text in them was never filled in. */
    static Set<String> typedIn(RecordComponent list) {
        return rowOf(list)
                .map(row -> Arrays.stream(row.getRecordComponents())
                        .filter(component -> !component.getType().isEnum())
                        .map(RecordComponent::getName)
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    private ArrayNode rows(Class<? extends Record> row, String list) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Map<String, String> texts : values.rows(list)) {
            ObjectNode one = JsonNodeFactory.instance.objectNode();
            for (RecordComponent component : row.getRecordComponents()) {
                String name = component.getName();
                put(one, component, Values.row(list, all.size()) + name, texts.getOrDefault(name, ""));
            }
            all.add(one);
        }
        return all;
    }

    private void put(ObjectNode to, RecordComponent component, String field, String text) {
        Class<?> type = component.getType();
        String name = component.getName();
        if (type == int.class || type == long.class) {
            to.put(name, number(field, text.strip()));
        } else if (type == boolean.class) {
            to.put(name, text.equals("true"));
        } else if (type.isEnum()) {
            to.put(name, text.isBlank() ? null : text);
        } else {
            to.put(name, text);
        }
    }

    private int number(String field, String text) {
        try {
            return text.isEmpty() ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            problems.add(field, "number");
            return 0;
        }
    }
}
