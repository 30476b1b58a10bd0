package org.batuta.provider;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.Map;
import org.batuta.Visitor;
import org.camunda.bpm.engine.task.Task;

/** How people answer their tasks: over HTTP, as the forms in Tasklist do. */
public final class Tasklist {

    /** The engine, as its web applications call it. */
    public static final String ENGINE = "/camunda/api/engine/engine/default";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Tasklist() {}

    /** Sends the form of the task. */
    public static HttpResponse<String> answers(Visitor person, Task task, Map<String, ?> answers) {
        return answers(person, task, "submit-form", answers);
    }

    /** The same by another way of the engine, as {@code complete}. */
    public static HttpResponse<String> answers(Visitor person, Task task, String way, Map<String, ?> answers) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode variables = body.putObject("variables");
        answers.forEach((name, value) -> variables.putObject(name).putPOJO("value", value));
        return sends(person, task, way, body.toString());
    }

    /** Sends exactly this. */
    public static HttpResponse<String> sends(Visitor person, Task task, String way, String body) {
        return person.send("POST", ENGINE + "/task/" + task.getId() + "/" + way, "application/json", body);
    }
}
