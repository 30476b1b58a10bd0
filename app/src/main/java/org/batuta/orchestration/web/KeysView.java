package org.batuta.orchestration.web;

import java.util.List;
import org.batuta.orchestration.HostKey;
import org.batuta.orchestration.Server;

/** The keys that a machine showed, and the command that lets us in. */
record KeysView(String server, String address, String command, List<Key> keys) {

    /** One key, as {@code ssh-keygen -l} prints it. */
    record Key(String type, String fingerprint, HostKey.State state) {}

    static KeysView of(Server server, String command, List<HostKey> keys) {
        return new KeysView(
                server.name(),
                server.address() + " port " + server.port(),
                command,
                keys.stream()
                        .map(key -> new Key(key.type(), key.fingerprint(), key.state()))
                        .toList());
    }
}
