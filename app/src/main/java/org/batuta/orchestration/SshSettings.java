package org.batuta.orchestration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How this node reaches servers ({@code batuta.ssh}).
 *
 * @param dir where the two keys lie, {@code operate} and {@code enrol}; the same ones on every node
 * @param user the login on every server
 * @param connect how long a connection may take to be made
 * @param auth how long the key exchange and the login may take
 * @param open how long a new channel may take
 * @param heartbeat how often a quiet server is asked whether it lives; two missed answers end the connection
 * @param idle how long an unused connection is kept
 * @param channels how many calls share one connection; more than five break OpenSSH's default MaxSessions
 * @param sessions how many connections one server gets at most through one door, those in the making counted; more
 *     than eight at once break OpenSSH's default MaxStartups
 */
@Validated
@ConfigurationProperties("batuta.ssh")
record SshSettings(
        @NotNull @DefaultValue("data/ssh") Path dir,
        @NotBlank @DefaultValue("batuta") String user,
        @NotNull @DefaultValue("5s") Duration connect,
        @NotNull @DefaultValue("10s") Duration auth,
        @NotNull @DefaultValue("5s") Duration open,
        @NotNull @DefaultValue("10s") Duration heartbeat,
        @NotNull @DefaultValue("5m") Duration idle,
        @Min(1) @Max(5) @DefaultValue("4") int channels,
        @Min(1) @Max(8) @DefaultValue("4") int sessions) {

    /** How many calls one server takes at once through one door. */
    int places() {
        return channels * sessions;
    }
}
