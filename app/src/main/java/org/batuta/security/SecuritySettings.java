package org.batuta.security;

import java.time.Duration;
import org.batuta.secrets.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where people land after the login, how long that lasts, and who collects the metrics.
 *
 * @param loginLasts how long a login lasts in which nothing is done
 * @param metricsToken what {@code /actuator/prometheus} asks for in {@code Authorization: Bearer}; without one only
 *     administrators read it
 */
@ConfigurationProperties("batuta.security")
record SecuritySettings(
        @DefaultValue Landing landing,
        @DefaultValue("8h") Duration loginLasts,
        @Nullable Secret metricsToken) {

    private static final int SHORTEST_TOKEN = 32;

    SecuritySettings {
        if (metricsToken != null && metricsToken.length() == 0) {
            metricsToken = null;
        }
        if (metricsToken != null && metricsToken.length() < SHORTEST_TOKEN) {
            throw new IllegalArgumentException(
                    "A token for the metrics has at least " + SHORTEST_TOKEN + " characters");
        }
    }

    /**
     * The first page after the login; a page that was asked for before comes first.
     *
     * @param customer where customers begin
     * @param staff where administrators and operators begin
     * @param manager where managers begin
     */
    record Landing(
            @DefaultValue("/") String customer,
            @DefaultValue("/desk") String staff,
            @DefaultValue("/camunda/app/cockpit/default/") String manager) {}
}
