package org.batuta.orchestration;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One run as it is sent: its name in the server's journal, its limit, its script's hash, its parameters. */
record Entry(String id, Duration limit, String sha256, byte[] parameters) {

    /**
     * @param sealed {@code name NUL value NUL} pairs out of an envelope, or null
     */
    static Entry of(Operation operation, byte @Nullable [] sealed) {
        String sha = operation.scriptSha();
        if (sha == null) {
            throw new IllegalArgumentException("Operation " + operation.id() + " has no script");
        }
        return new Entry(operation.runId(), operation.limit(), sha, pack(operation.parameters(), sealed));
    }

    private static byte[] pack(Map<String, String> parameters, byte @Nullable [] sealed) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        inOrder(parameters).forEach((name, value) -> {
            packed.writeBytes(text(name));
            packed.writeBytes(text(value));
        });
        if (sealed != null) {
            packed.writeBytes(sealed);
        }
        return packed.toByteArray();
    }

    /** Parameters as they are sent: by name, what was sealed after them. */
    static SortedMap<String, String> inOrder(Map<String, String> parameters) {
        return new TreeMap<>(parameters);
    }

    private static byte[] text(String text) {
        return (text + '\0').getBytes(StandardCharsets.UTF_8);
    }

    static byte[] wire(List<Entry> entries) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            String header =
                    "%s %d %s %d\n".formatted(entry.id, entry.limit.toSeconds(), entry.sha256, entry.parameters.length);
            wire.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
            wire.writeBytes(entry.parameters);
        }
        return wire.toByteArray();
    }

    /** Overwrites what may be secret, once it was sent. */
    void wipe() {
        Arrays.fill(parameters, (byte) 0);
    }
}
