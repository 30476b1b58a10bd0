package org.batuta.hosting.web;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.batuta.hosting.ServiceType;
import org.batuta.hosting.web.Field.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * The form of a service type, made from the components of its wish, so that a new type needs no template. The words
 * are {@code field.<type>.<component>}, with {@code .hint} where there is one; a component of a row is
 * {@code field.<type>.<list>.<component>}.
 */
@Component
class SpecFields {

    private final MessageSource words;

    SpecFields(MessageSource words) {
        this.words = words;
    }

    /**
     * The inputs, in the order of the components.
     *
     * @param choices what can be chosen for a component that names another service
     * @param fixed the components that make the name of a service that exists
     */
    List<Field> of(ServiceType<?> type, Values values, Map<String, List<String>> choices, Set<String> fixed) {
        return all(type, values, choices, fixed)
                .filter(field -> !type.given().contains(field.name()))
                .toList();
    }

    /** The same for whoever only reads them, with what we give. */
    List<Field> read(ServiceType<?> type, Values values) {
        return all(type, values, Map.of(), Set.of()).toList();
    }

    private Stream<Field> all(
            ServiceType<?> type, Values values, Map<String, List<String>> choices, Set<String> fixed) {
        return Arrays.stream(type.spec().getRecordComponents())
                .map(component -> field(type, component, values, choices, fixed));
    }

    private Field field(
            ServiceType<?> type,
            RecordComponent component,
            Values values,
            Map<String, List<String>> choices,
            Set<String> fixed) {
        String name = component.getName();
        String code = "field." + type.key() + "." + name;
        Optional<Class<? extends Record>> row = SpecReader.rowOf(component);
        if (row.isPresent()) {
            List<List<Field>> rows = rows(row.get(), code, name, values);
            return new Field(Kind.ROWS, name, label(code, name), text(code + ".hint"), "", Map.of(), rows);
        }
        Map<String, String> options = options(component, code, choices.get(name));
        Kind kind = fixed.contains(name) ? Kind.FIXED : kind(component, options);
        return new Field(kind, name, label(code, name), text(code + ".hint"), values.text(name), options, List.of());
    }

    private List<List<Field>> rows(Class<? extends Record> row, String code, String list, Values values) {
        List<List<Field>> rows = new ArrayList<>();
        for (Map<String, String> texts : values.rows(list)) {
            int index = rows.size();
            rows.add(Arrays.stream(row.getRecordComponents())
                    .map(component -> inRow(component, code, Values.row(list, index), texts))
                    .toList());
        }
        return rows;
    }

    private Field inRow(RecordComponent component, String listCode, String prefix, Map<String, String> texts) {
        String name = component.getName();
        String code = listCode + "." + name;
        Map<String, String> options = options(component, code, null);
        return new Field(
                kind(component, options),
                prefix + name,
                label(code, name),
                text(code + ".hint"),
                texts.getOrDefault(name, ""),
                options,
                List.of());
    }

    private Map<String, String> options(RecordComponent component, String code, @Nullable List<String> choices) {
        Map<String, String> options = new LinkedHashMap<>();
        if (choices != null) {
            choices.forEach(choice -> options.put(choice, choice));
        } else if (component.getType().isEnum()) {
            for (Object constant : component.getType().getEnumConstants()) {
                options.put(constant.toString(), label(code + "." + constant, constant.toString()));
            }
        }
        return options;
    }

    private static Kind kind(RecordComponent component, Map<String, String> options) {
        Class<?> type = component.getType();
        if (!options.isEmpty()) {
            return Kind.CHOICE;
        }
        if (type == boolean.class) {
            return Kind.CHECK;
        }
        return type == int.class || type == long.class ? Kind.NUMBER : Kind.TEXT;
    }

    private String label(String code, String otherwise) {
        String label = text(code);
        return label == null ? otherwise : label;
    }

    private @Nullable String text(String code) {
        return words.getMessage(code, null, null, LocaleContextHolder.getLocale());
    }
}
