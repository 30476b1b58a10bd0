package org.batuta.hosting;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What a provider decides about services ({@code BATUTA_HOSTING_...}).
 *
 * @param undoWindow how long a removed service is kept, not working, and can be had back (L20); zero removes at once
 * @param probeTries how often a probe looks before a person is asked
 * @param probeDelay the wait before the second look; it doubles with each
 * @param linkLife how long a link lasts that lets its reader set a password again (T03)
 * @param holderAnswer when whoever asks by a present password is answered, whatever was found, so that the time tells
 *     nothing (C21)
 * @param nodes the addresses from which our nodes look at servers; others cannot use the login of the probes
 */
@Validated
@ConfigurationProperties("batuta.hosting")
public record HostingProperties(
        @NotNull @DefaultValue("72h") Duration undoWindow,
        @DefaultValue("6") int probeTries,
        @NotNull @DefaultValue("2s") Duration probeDelay,
        @NotNull @DefaultValue("30m") Duration linkLife,
        @NotNull @DefaultValue("1s") Duration holderAnswer,
        @NotNull @DefaultValue("127.0.0.1") List<String> nodes) {}
