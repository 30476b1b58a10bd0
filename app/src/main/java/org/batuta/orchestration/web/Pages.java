package org.batuta.orchestration.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.orchestration.Server;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;

/** How long the pages of this module's lists are; a reader counts them from one. */
final class Pages {

    private static final int LENGTH = 25;
    private static final int LAST = 100_000;

    private Pages() {}

    static Pageable at(int number) {
        return PageRequest.of(Math.min(Math.max(number, 1), LAST) - 1, LENGTH);
    }

    /** The names of servers by their ids, in their order. */
    static Map<UUID, String> names(List<Server> servers) {
        Map<UUID, String> names = new LinkedHashMap<>();
        servers.forEach(server -> names.put(server.id(), server.name()));
        return names;
    }
}
