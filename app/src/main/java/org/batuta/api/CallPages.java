package org.batuta.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The document of all calls for people: what a program of the reader may call. */
@Controller
class CallPages {

    private final OpenApi openApi;

    CallPages(OpenApi openApi) {
        this.openApi = openApi;
    }

    /** One call, and the names of what may stand in its address behind the question mark. */
    record Call(String method, String path, String summary, List<String> parameters) {

        /** What stands between the slashes: the address may be broken before each of these, and nowhere else. */
        public List<String> parts() {
            return List.of(path.substring(1).split("/"));
        }

        /** The colour of what the call does: it looks, makes, changes or takes away. */
        public String tone() {
            return switch (method) {
                case "POST" -> "good";
                case "PUT" -> "wait";
                case "DELETE" -> "bad";
                default -> "busy";
            };
        }
    }

    @GetMapping("/calls")
    String calls(Model model) {
        ObjectNode document = openApi.document();
        List<Call> calls = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(call -> calls.add(call(path.getKey(), call))));
        Map<String, String> schemas = new LinkedHashMap<>();
        document.at("/components/schemas")
                .properties()
                .forEach(
                        schema -> schemas.put(schema.getKey(), schema.getValue().toPrettyString()));
        model.addAttribute("place", "tokens");
        model.addAttribute("calls", calls);
        model.addAttribute("schemas", schemas);
        return "api/calls";
    }

    private static Call call(String path, Map.Entry<String, JsonNode> call) {
        List<String> parameters = new ArrayList<>();
        call.getValue().path("parameters").forEach(parameter -> {
            if (parameter.get("in").asText().equals("query")) {
                parameters.add(parameter.get("name").asText());
            }
        });
        return new Call(
                call.getKey().toUpperCase(Locale.ROOT),
                path,
                call.getValue().get("summary").asText(),
                parameters);
    }
}
