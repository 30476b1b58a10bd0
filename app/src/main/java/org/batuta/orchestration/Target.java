package org.batuta.orchestration;

import java.util.List;
import java.util.UUID;

/**
 * A server as SSH sees it: where it is, and by which keys it proves who it is.
 *
 * @param retired it is no longer ours: nothing is sent there
 */
record Target(UUID serverId, String name, String address, int port, List<ShownKey> accepted, boolean retired) {

    static Target of(Server server, List<HostKey> accepted) {
        return new Target(
                server.id(),
                server.name(),
                server.address(),
                server.port(),
                accepted.stream()
                        .map(key -> new ShownKey(key.type(), key.key(), key.fingerprint()))
                        .toList(),
                server.state() == ServerState.RETIRED);
    }

    boolean accepts(ShownKey shown) {
        return accepted.contains(shown);
    }

    @Override
    public String toString() {
        return name + " (" + address + ":" + port + ")";
    }
}
