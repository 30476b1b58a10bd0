package org.batuta.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.batuta.api.AllCalls.Route;
import org.batuta.hosting.ServiceTypes;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Writes the document of all calls (OpenAPI 3.1) out of the calls themselves, the records that they take and give, and
 * the specs of the service types. Whoever reads it finds what that reader may do, and nothing else (L19).
 */
@Component
class OpenApi {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final AllCalls calls;
    private final ServiceTypes types;
    private final StateWords words;

    OpenApi(AllCalls calls, ServiceTypes types, StateWords words) {
        this.calls = calls;
        this.types = types;
        this.words = words;
    }

    /** The document for whoever acts now. */
    ObjectNode document() {
        Set<String> permissions = permissions();
        Schemas schemas = new Schemas(types, words);
        ObjectNode document = JSON.objectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Batuta")
                .put("version", "1")
                .put("description", words.say("api.about"));
        document.putArray("servers").addObject().put("url", "/");
        document.putArray("security").addObject().putArray("token");
        ObjectNode paths = document.putObject("paths");
        calls.all().stream()
                .filter(route -> route.isOpenTo(permissions))
                .forEach(route -> paths.withObjectProperty(route.path())
                        .set(route.method().name().toLowerCase(Locale.ROOT), operation(route, schemas)));
        ObjectNode components = document.putObject("components");
        components
                .putObject("securitySchemes")
                .putObject("token")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", words.say("api.about.token"));
        components.set("schemas", schemas.named());
        return document;
    }

    private ObjectNode operation(Route route, Schemas schemas) {
        String id = Schemas.id(
                route.call().getBeanType().getSimpleName(),
                route.call().getMethod().getName());
        ObjectNode operation = JSON.objectNode().put("operationId", id).put("summary", words.say("api." + id));
        route.permission().ifPresent(permission -> operation.put("x-permission", permission));
        ArrayNode parameters = JSON.arrayNode();
        for (MethodParameter parameter : route.call().getMethodParameters()) {
            if (parameter.hasParameterAnnotation(PathVariable.class)) {
                String name = String.valueOf(parameter.getParameter().getName());
                parameters.add(parameter(name, "path", true).set("schema", schemas.of(UUID.class)));
            } else if (parameter.hasParameterAnnotation(RequestHeader.class)) {
                String name = Objects.requireNonNull(parameter.getParameterAnnotation(RequestHeader.class))
                        .name();
                parameters.add(parameter(name, "header", false)
                        .put("description", words.say("api.header." + name.toLowerCase(Locale.ROOT)))
                        .set("schema", schemas.of(String.class)));
            } else if (parameter.hasParameterAnnotation(RequestBody.class)) {
                ObjectNode body = operation.putObject("requestBody").put("required", true);
                body.set(
                        "content", content(MediaType.APPLICATION_JSON_VALUE, schemas.of(parameter.getParameterType())));
            }
        }
        Parameters.of(route.call())
                .forEach((name, type) ->
                        parameters.add(parameter(name, "query", false).set("schema", schemas.of(type))));
        if (!parameters.isEmpty()) {
            operation.set("parameters", parameters);
        }
        operation.set("responses", responses(route, schemas));
        return operation;
    }

    private ObjectNode responses(Route route, Schemas schemas) {
        ObjectNode responses = JSON.objectNode();
        Type type = route.call().getReturnType().getGenericParameterType();
        if (type == SseEmitter.class) {
            ObjectNode stream = responses.putObject("200").put("description", words.say("api.answer.events"));
            stream.set("content", content(MediaType.TEXT_EVENT_STREAM_VALUE, schemas.of(String.class)));
        } else if (route.method() == RequestMethod.GET) {
            ObjectNode answer = responses.putObject("200").put("description", words.say("api.answer"));
            answer.set(
                    "content",
                    content(MediaType.APPLICATION_JSON_VALUE, schemas.of(type == void.class ? JsonNode.class : type)));
        } else {
            HttpStatus status = status(route);
            ObjectNode done = responses
                    .putObject(Integer.toString(status.value()))
                    .put("description", words.say("api.answer." + status.value()));
            if (answersWithMore(route)) {
                done.putObject("headers").putObject("Location").set("schema", schemas.of(org.batuta.frame.Link.class));
            }
            if (type != void.class) {
                done.set("content", content(MediaType.APPLICATION_JSON_VALUE, schemas.of(answered(type))));
            }
        }
        ObjectNode no = responses.putObject("default").put("description", words.say("api.answer.no"));
        no.set("content", content(MediaType.APPLICATION_PROBLEM_JSON_VALUE, schemas.of(Problem.class)));
        return responses;
    }

    /** What changes something is answered as it says; without a word, 202 when it names what goes on. */
    private static HttpStatus status(Route route) {
        ResponseStatus said = route.call().getMethodAnnotation(ResponseStatus.class);
        if (said != null) {
            return said.value();
        }
        return answersWithMore(route) ? HttpStatus.ACCEPTED : HttpStatus.OK;
    }

    private static boolean answersWithMore(Route route) {
        return route.call().getReturnType().getParameterType() == ResponseEntity.class;
    }

    private static Type answered(Type type) {
        return type instanceof ParameterizedType answer && answer.getRawType() == ResponseEntity.class
                ? answer.getActualTypeArguments()[0]
                : type;
    }

    private static ObjectNode content(String kind, ObjectNode schema) {
        ObjectNode content = JSON.objectNode();
        content.putObject(kind).set("schema", schema);
        return content;
    }

    private static ObjectNode parameter(String name, String in, boolean required) {
        return JSON.objectNode().put("name", name).put("in", in).put("required", required);
    }

    private static Set<String> permissions() {
        Authentication reader = SecurityContextHolder.getContext().getAuthentication();
        return reader.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .collect(Collectors.toSet());
    }
}
