package org.batuta.orchestration.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.orchestration.Server;

/** The names of servers by their ids, in their order. */
final class Names {

    private Names() {}

    static Map<UUID, String> of(List<Server> servers) {
        Map<UUID, String> names = new LinkedHashMap<>();
        servers.forEach(server -> names.put(server.id(), server.name()));
        return names;
    }
}
