package org.batuta.orchestration;

import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * What is run where, as one SHA-256: two plans with the same hash do the same, so what a dry run showed can be compared
 * with what was run (K10). It covers server, type, verb, the script's hash, and the parameters as they are sent. Of what
 * is sealed, and of values that are made anew at each planning, it covers the place and not the value.
 */
final class PlanHash {

    /** Nothing that is sent has one in it. */
    private static final String PLACE = "\0";

    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private final StringBuilder all = new StringBuilder();

    private PlanHash() {}

    static String of(@Nullable UUID serverId, PlannedOperation planned, @Nullable Script script) {
        PlanHash hash = new PlanHash();
        hash.add(serverId == null ? "" : serverId.toString());
        hash.add(planned.serviceType());
        hash.add(planned.verb().name());
        hash.add(script == null ? "" : script.sha256());
        Pattern made = made(planned);
        Entry.inOrder(planned.parameters()).forEach((name, value) -> {
            hash.add(name);
            hash.add(made.matcher(value).replaceAll(PLACE));
        });
        if (planned.envelopeId() != null) {
            hash.add(PLACE);
        }
        return DigestUtils.sha256Hex(hash.all.toString());
    }

    /** Finds the values that are made anew, in whatever parameter they stand. */
    private static Pattern made(PlannedOperation planned) {
        String values = Entry.inOrder(planned.parameters()).entrySet().stream()
                .filter(parameter -> planned.made().contains(parameter.getKey()))
                .map(parameter -> Pattern.quote(parameter.getValue()))
                .collect(Collectors.joining("|"));
        return values.isEmpty() ? NOTHING : Pattern.compile("(?<!\\w)(?:" + values + ")(?!\\w)");
    }

    /** With its length before it, so that no two rows of parts read alike. */
    private void add(String part) {
        all.append(part.length()).append(':').append(part);
    }
}
