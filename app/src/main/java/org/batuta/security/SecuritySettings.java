package org.batuta.security;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Where people land after the login, and how often a wrong password may be tried. */
@ConfigurationProperties("batuta.security")
record SecuritySettings(
        @DefaultValue Landing landing, @DefaultValue Throttle throttle) {

    /** The first page after the login; a page that was asked for before comes first. */
    record Landing(
            @DefaultValue("/") String customer,
            @DefaultValue("/desk") String staff,
            @DefaultValue("/camunda/app/cockpit/default/") String manager) {}

    /** Wrong passwords allowed within the window, per login name and per address. */
    record Throttle(
            @DefaultValue("10m") Duration window,
            @DefaultValue("8") int perLogin,
            @DefaultValue("40") int perAddress) {}
}
