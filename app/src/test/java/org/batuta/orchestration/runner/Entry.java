package org.batuta.orchestration.runner;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** One entry of a call to the runner: an operation to run, as bytes on its stdin. */
record Entry(String id, byte[] bytes) {

    /** An entry with a new id; names and values alternate. */
    static Entry of(String sha, int limit, String... namesAndValues) {
        return of(UUID.randomUUID().toString(), sha, limit, namesAndValues);
    }

    static Entry of(String id, String sha, int limit, String... namesAndValues) {
        ByteArrayOutputStream parameters = new ByteArrayOutputStream();
        for (String word : namesAndValues) {
            parameters.writeBytes(word.getBytes(StandardCharsets.UTF_8));
            parameters.write(0);
        }
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        entry.writeBytes(
                "%s %d %s %d\n".formatted(id, limit, sha, parameters.size()).getBytes(StandardCharsets.UTF_8));
        entry.writeBytes(parameters.toByteArray());
        return new Entry(id, entry.toByteArray());
    }

    byte[] and(Entry next) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(bytes);
        both.writeBytes(next.bytes);
        return both.toByteArray();
    }
}
