package org.batuta.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.batuta.frame.Link;
import org.batuta.frame.Listing;
import org.batuta.hosting.ServiceType;
import org.batuta.hosting.ServiceTypes;
import org.batuta.secrets.Secret;
import org.jspecify.annotations.Nullable;

/** Makes JSON Schemas of our records; each that is named is told once, and only those that are named are told. */
class Schemas {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String TYPE = "type";
    private static final String SPEC = "spec";
    private static final String PASSWORD = "password";

    private final ServiceTypes types;
    private final StateWords words;
    private final ObjectNode named = JSON.objectNode();

    Schemas(ServiceTypes types, StateWords words) {
        this.types = types;
        this.words = words;
    }

    /** All that were named so far. */
    ObjectNode named() {
        return named;
    }

    ObjectNode of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        Class<?> plain = (Class<?>) type;
        if (plain == Link.class) {
            return simple("string", "uri-reference");
        }
        if (plain.isEnum()) {
            return ofEnum(plain);
        }
        return plain.isRecord() ? reference(plain) : ofValue(plain);
    }

    private ObjectNode ofGeneric(Class<?> raw, Type... arguments) {
        if (raw == Listing.class) {
            ObjectNode listing = simple("object", null);
            ObjectNode properties = listing.putObject("properties");
            properties.set("items", array(arguments[0]));
            properties.set("next", orNull(simple("string", "uri-reference")));
            listing.putArray("required").add("items").add("next");
            return listing;
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return array(arguments[0]);
        }
        if (Map.class.isAssignableFrom(raw)) {
            ObjectNode map = simple("object", null);
            map.set("additionalProperties", of(arguments[1]));
            return map;
        }
        return of(arguments[0]);
    }

    private ObjectNode array(Type of) {
        ObjectNode array = simple("array", null);
        array.set("items", of(of));
        return array;
    }

    private static ObjectNode ofValue(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return simple("integer", "int32");
        }
        if (type == long.class || type == Long.class) {
            return simple("integer", "int64");
        }
        if (type == boolean.class || type == Boolean.class) {
            return simple("boolean", null);
        }
        if (type == UUID.class) {
            return simple("string", "uuid");
        }
        if (type == Instant.class) {
            return simple("string", "date-time");
        }
        if (type == Secret.class) {
            return simple("string", "password").put("writeOnly", true);
        }
        return JsonNode.class.isAssignableFrom(type) ? simple("object", null) : simple("string", null);
    }

    /** Each value with what it means and what happens next, where it is a state (T45). */
    private ObjectNode ofEnum(Class<?> type) {
        ObjectNode schema = simple("string", null);
        if (!words.explains(type)) {
            ArrayNode values = schema.putArray("enum");
            for (Object value : type.getEnumConstants()) {
                values.add(value.toString());
            }
            return schema;
        }
        ArrayNode values = schema.putArray("oneOf");
        for (Object value : type.getEnumConstants()) {
            values.addObject()
                    .put("const", value.toString())
                    .put("title", words.explanation(type, value))
                    .put("description", words.whatHappensNext(type, value));
        }
        return schema;
    }

    private ObjectNode reference(Class<?> type) {
        String name = name(type);
        if (!named.has(name)) {
            named.set(name, simple("object", null));
            named.set(name, isAboutAnyService(type) ? ofEachType(type) : ofRecord(type));
        }
        return JSON.objectNode().put("$ref", "#/components/schemas/" + name);
    }

    private ObjectNode ofRecord(Class<?> type) {
        ObjectNode schema = simple("object", null);
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JSON.arrayNode();
        for (RecordComponent component : type.getRecordComponents()) {
            boolean mayBeNull = mayBeNull(component);
            ObjectNode value = of(component.getGenericType());
            properties.set(component.getName(), mayBeNull ? orNull(value) : value);
            if (!mayBeNull) {
                required.add(component.getName());
            }
        }
        schema.set("required", required);
        return schema.put("additionalProperties", false);
    }

    private static boolean isAboutAnyService(Class<?> type) {
        return has(type, TYPE) && has(type, SPEC) && org.batuta.frame.Sent.class.isAssignableFrom(type);
    }

    private static boolean has(Class<?> type, String component) {
        for (RecordComponent each : type.getRecordComponents()) {
            if (each.getName().equals(component)) {
                return true;
            }
        }
        return false;
    }

    /** What asks for a service is as many things as there are service types, each with its own spec. */
    private ObjectNode ofEachType(Class<?> type) {
        ObjectNode schema = JSON.objectNode();
        ArrayNode each = schema.putArray("oneOf");
        for (ServiceType<?> kind : types.all()) {
            ObjectNode one = ofRecord(type);
            ObjectNode properties = (ObjectNode) one.get("properties");
            properties.set(TYPE, JSON.objectNode().put("const", kind.key()));
            properties.set(SPEC, spec(kind));
            if (kind.takesPassword() && has(type, PASSWORD)) {
                properties.set(PASSWORD, simple("string", PASSWORD).put("writeOnly", true));
                ((ArrayNode) one.get("required")).add(PASSWORD);
            } else {
                properties.remove(PASSWORD);
            }
            each.add(one.put("title", words.nameOf(kind)));
        }
        return schema;
    }

    /** The fields of a type with the words that its form has for them; a missing text or list counts as empty. */
    private ObjectNode spec(ServiceType<?> kind) {
        String name = kind.spec().getSimpleName();
        if (!named.has(name)) {
            ObjectNode spec = fields(kind.spec(), "field." + kind.key() + ".");
            kind.given()
                    .forEach(given -> spec.withObject("/properties/" + given).put("readOnly", true));
            named.set(name, spec);
        }
        return JSON.objectNode().put("$ref", "#/components/schemas/" + name);
    }

    private ObjectNode fields(Class<?> record, String code) {
        ObjectNode schema = simple("object", null);
        ObjectNode properties = schema.putObject("properties");
        for (RecordComponent component : record.getRecordComponents()) {
            String name = component.getName();
            Class<?> row = row(component.getGenericType());
            ObjectNode field;
            if (row == null) {
                field = of(component.getGenericType());
            } else {
                field = simple("array", null);
                field.set("items", fields(row, code + name + "."));
            }
            words.describe(field, code + name);
            properties.set(name, field);
            if (component.getType().isPrimitive()) {
                schema.withArrayProperty("required").add(name);
            }
        }
        return schema.put("additionalProperties", false);
    }

    private static @Nullable Class<?> row(Type type) {
        return type instanceof ParameterizedType list
                        && list.getActualTypeArguments()[0] instanceof Class<?> row
                        && row.isRecord()
                ? row
                : null;
    }

    private static boolean mayBeNull(RecordComponent component) {
        AnnotatedElement type = component.getAnnotatedType();
        return type.isAnnotationPresent(Nullable.class);
    }

    private static ObjectNode orNull(ObjectNode schema) {
        ObjectNode either = JSON.objectNode();
        either.putArray("anyOf").add(schema).addObject().put(TYPE, "null");
        return either;
    }

    private static ObjectNode simple(String type, @Nullable String format) {
        ObjectNode schema = JSON.objectNode().put(TYPE, type);
        return format == null ? schema : schema.put("format", format);
    }

    /** {@code AccountCalls.Shown} is an {@code Account}, {@code OperationCalls.Tried} an {@code OperationTried}. */
    private static String name(Class<?> type) {
        Class<?> around = type.getEnclosingClass();
        String own = type.getSimpleName().replaceFirst("Shown$", "");
        return around == null ? own : around.getSimpleName().replaceFirst("Calls$", "") + own;
    }

    static String id(String controller, String method) {
        return controller.replaceFirst("Calls$", "").toLowerCase(Locale.ROOT) + "." + method;
    }
}
