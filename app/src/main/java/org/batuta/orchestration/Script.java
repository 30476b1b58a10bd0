package org.batuta.orchestration;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A constant script of a service type: what lies in the source tree is what runs.
 *
 * @param name {@code mailboxes/set-password.sh}
 * @param sha256 its content's hash, by which servers know it
 * @param text the script, behind what it shares with its folder
 */
public record Script(String name, String sha256, String text) {

    private static final Pattern LIMIT = Pattern.compile("(?m)^# limit: ([0-9]{1,6})$");

    /** How long it may run, if its header says so ({@code # limit: 600}, seconds). */
    Optional<Duration> limit() {
        Matcher matcher = LIMIT.matcher(text);
        return matcher.find() ? Optional.of(Duration.ofSeconds(Long.parseLong(matcher.group(1)))) : Optional.empty();
    }
}
