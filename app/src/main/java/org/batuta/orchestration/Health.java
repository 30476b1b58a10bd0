package org.batuta.orchestration;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a runner says of itself and of its server.
 *
 * @param version which of ours it is; 0 if it does not say
 * @param runner the hash of its file
 * @param scripts the hashes of what it would run
 */
record Health(int version, String runner, Set<String> scripts) {

    static Health of(Frame frame) {
        Map<String, String> said = new HashMap<>();
        Set<String> scripts = new HashSet<>();
        for (String line : new String(frame.out(), StandardCharsets.UTF_8).split("\n")) {
            int sign = line.indexOf('=');
            String name = line.substring(0, Math.max(sign, 0));
            String value = line.substring(sign + 1);
            if (name.equals("script") && value.matches("[0-9a-f]{64}")) {
                scripts.add(value);
            } else {
                said.put(name, value);
            }
        }
        return new Health(
                number(said.getOrDefault("version", "")), said.getOrDefault("runner", ""), Set.copyOf(scripts));
    }

    private static int number(String text) {
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    }
}
