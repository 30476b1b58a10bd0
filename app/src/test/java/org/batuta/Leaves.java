package org.batuta;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of a wish that hold one value each, called as forms call them: {@code records[0].value}. */
public final class Leaves {

    private Leaves() {}

    /** All of them, with their values. */
    public static Map<String, String> of(JsonNode wish) {
        Map<String, String> all = new LinkedHashMap<>();
        collect(wish, "", all);
        return all;
    }

    /** The wish with another value in this field. */
    public static JsonNode with(JsonNode wish, String field, JsonNode value) {
        JsonPointer at = JsonPointer.compile("/" + path(field));
        ((ObjectNode) wish.at(at.head())).set(at.last().getMatchingProperty(), value);
        return wish;
    }

    /** Where the field is in the tree: {@code records/0/value}. */
    public static String path(String field) {
        return field.replace("[", "/").replace("].", "/");
    }

    private static void collect(JsonNode node, String path, Map<String, String> all) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> collect(
                            field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey(), all));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), path + "[" + i + "]", all);
            }
        } else {
            all.put(path, node.asText());
        }
    }
}
