package org.batuta.hosting.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.batuta.hosting.Request;
import org.batuta.hosting.ServiceType;
import org.batuta.hosting.ServiceTypes;
import org.springframework.stereotype.Component;

/** What a change changes, field by field and row by row, for whoever looks at its page later. */
@Component
class Differences {

    private final ServiceTypes types;
    private final SpecFields fields;

    Differences(ServiceTypes types, SpecFields fields) {
        this.types = types;
        this.fields = fields;
    }

    /**
     * Something that is another after the change.
     *
     * @param before empty when it is new
     * @param after empty when it goes
     */
    record Difference(String label, String before, String after) {}

    /** The differences of a change in the order of the form; none for other requests. */
    List<Difference> of(Request request, String type) {
        JsonNode before = request.before();
        JsonNode wanted = request.wanted();
        if (before == null || wanted == null) {
            return List.of();
        }
        return types.find(type).map(known -> between(known, before, wanted)).orElse(List.of());
    }

    private List<Difference> between(ServiceType<?> type, JsonNode before, JsonNode wanted) {
        List<Field> old = fields.of(type, Values.of(before), Map.of(), Set.of());
        List<Field> now = fields.of(type, Values.of(wanted), Map.of(), Set.of());
        List<Difference> all = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            Field field = now.get(i);
            add(all, field.label(), old.get(i).value(), field.value());
            List<String> rowsBefore = rows(old.get(i));
            List<String> rowsAfter = rows(field);
            rowsBefore.stream()
                    .filter(row -> !rowsAfter.contains(row))
                    .forEach(row -> add(all, field.label(), row, ""));
            rowsAfter.stream()
                    .filter(row -> !rowsBefore.contains(row))
                    .forEach(row -> add(all, field.label(), "", row));
        }
        return all;
    }

    private static void add(List<Difference> all, String label, String before, String after) {
        if (!before.equals(after)) {
            all.add(new Difference(label, before, after));
        }
    }

    private static List<String> rows(Field list) {
        return list.rows().stream()
                .map(row -> row.stream()
                        .map(Field::value)
                        .filter(value -> !value.isEmpty())
                        .collect(Collectors.joining(" ")))
                .toList();
    }
}
