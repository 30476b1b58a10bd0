package org.batuta.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One field that a change changed.
 *
 * @param field its path, like {@code records[2].value}; empty when the state is one value
 * @param before none when it was not there
 * @param after none when it is there no more
 */
public record Difference(
        String field, @Nullable String before, @Nullable String after) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Difference> between(@Nullable String before, @Nullable String after) {
        Map<String, String> earlier = fields(before);
        Map<String, String> later = fields(after);
        TreeSet<String> names = new TreeSet<>(earlier.keySet());
        names.addAll(later.keySet());
        return names.stream()
                .map(name -> new Difference(name, earlier.get(name), later.get(name)))
                .filter(each -> each.before == null || !each.before.equals(each.after))
                .toList();
    }

    private static Map<String, String> fields(@Nullable String json) {
        Map<String, String> found = new TreeMap<>();
        if (json != null) {
            try {
                collect("", JSON.readTree(json), found);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("an audit entry is not JSON", e);
            }
        }
        return found;
    }

    private static void collect(String path, JsonNode node, Map<String, String> found) {
        if (node.isObject()) {
            node.properties()
                    .forEach(each -> collect(
                            path.isEmpty() ? each.getKey() : path + "." + each.getKey(), each.getValue(), found));
        } else if (node.isArray()) {
            List<JsonNode> elements = new ArrayList<>();
            node.forEach(elements::add);
            for (int i = 0; i < elements.size(); i++) {
                collect(path + "[" + (i + 1) + "]", elements.get(i), found);
            }
        } else if (!node.isNull()) {
            found.put(path, node.asText());
        }
    }
}
