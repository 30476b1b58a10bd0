package org.batuta.hosting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.batuta.kernel.PlainText;
import org.batuta.kernel.Refusal;
import org.springframework.stereotype.Component;

/** All kinds of services of this release, found by being there, and the way between a wish and its stored form. */
@Component
public class ServiceTypes {

    private final Map<String, ServiceType<?>> types;
    private final ObjectMapper json;

    ServiceTypes(List<ServiceType<?>> types, ObjectMapper json) {
        this.types = types.stream().collect(Collectors.toMap(ServiceType::key, Function.identity()));
        this.json = json.copy()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        this.json
                .coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
    }

    /** Every type, in the order of its key. */
    public List<ServiceType<?>> all() {
        return types.values().stream()
                .sorted(Comparator.comparing(ServiceType::key))
                .toList();
    }

    /** The type with this key; empty for a key that this release does not know (T33). */
    public Optional<ServiceType<?>> find(String key) {
        return Optional.ofNullable(types.get(key));
    }

    /**
     * The type of a stored service.
     *
     * @throws UnknownServiceType when this release does not have it
     */
    public ServiceType<?> of(String key) {
        return find(key).orElseThrow(() -> new UnknownServiceType(key));
    }

    /**
     * A wish as its record.
     *
     * @throws Refusal at the component whose value has another kind, or cannot be kept, or that the type does not have
     */
    public <S extends Record> S read(ServiceType<S> type, JsonNode wish) {
        if (!wish.isObject()) {
            throw Refusal.at("", "malformed");
        }
        requireCanBeKept("", wish);
        try {
            return json.treeToValue(wish, type.spec());
        } catch (JsonMappingException e) {
            throw Refusal.at(path(e), "malformed");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree cannot be unreadable", e);
        }
    }

    private static void requireCanBeKept(String field, JsonNode wish) {
        if (wish.isTextual() && !PlainText.canBeKept(wish.asText())) {
            throw Refusal.at(field, "hidden-characters");
        }
        for (int i = 0; wish.isArray() && i < wish.size(); i++) {
            requireCanBeKept(field + "[" + i + "]", wish.get(i));
        }
        wish.properties()
                .forEach(part -> requireCanBeKept(
                        field.isEmpty() ? part.getKey() : field + "." + part.getKey(), part.getValue()));
    }

    /** The field as forms and rules call it: {@code records[0].value}. */
    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference at : e.getPath()) {
            String name = at.getFieldName();
            if (name == null) {
                path.append('[').append(at.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(name);
            }
        }
        return path.toString();
    }

    /** Why nobody may remove this service, or give it away, while its account stays: the code of a refusal. */
    public Optional<String> staysBecause(Service service) {
        return find(service.type()).flatMap(type -> staysBecause(type, service));
    }

    private <S extends Record> Optional<String> staysBecause(ServiceType<S> type, Service service) {
        return type.staysBecause(read(type, service.spec()));
    }

    /** A wish in its stored form. */
    public JsonNode write(Record spec) {
        return json.valueToTree(spec);
    }

    /** A service was stored by a release that knew a type which this one does not. */
    public static class UnknownServiceType extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        UnknownServiceType(String key) {
            super("This release has no service type '" + key + "'");
        }
    }
}
