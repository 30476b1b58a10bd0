package org.batuta.hosting;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.batuta.accounts.Accounts;
import org.batuta.orchestration.Examples;
import org.springframework.stereotype.Component;

/**
 * What a service is placed by: its {@code name}, the name of its {@code account}, and what was wished, as the fields of
 * its form are called.
 */
@Component
class Traits implements Examples {

    private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

    private final ServiceTypes types;
    private final Accounts accounts;
    private final ObjectMapper json;

    Traits(ServiceTypes types, Accounts accounts, ObjectMapper json) {
        this.types = types;
        this.accounts = accounts;
        this.json = json;
    }

    Map<String, Object> of(Service service) {
        String account = accounts.findById(service.accountId()).orElseThrow().name();
        return traits(service.name(), account, service.spec());
    }

    @Override
    public Map<String, Object> of(String serviceType) {
        return traits("", "", types.find(serviceType).map(this::blank).orElseGet(json::createObjectNode));
    }

    private JsonNode blank(ServiceType<?> type) {
        return types.write(type.blank());
    }

    private Map<String, Object> traits(String name, String account, JsonNode spec) {
        Map<String, Object> traits = new LinkedHashMap<>();
        traits.put("name", name);
        traits.put("account", account);
        traits.putAll(json.convertValue(spec, VALUES));
        return traits;
    }
}
