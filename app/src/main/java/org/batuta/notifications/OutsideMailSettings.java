package org.batuta.notifications;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * A mail server of somebody else, for letters that must arrive when ours are down ({@code BATUTA_OUTSIDEMAIL_...},
 * T08).
 *
 * @param host empty while there is none; outages cannot be announced then
 * @param port where it takes letters
 * @param user empty for a server that asks for no login
 * @param password of that user
 * @param tls whether the connection must be encrypted (STARTTLS, refused otherwise)
 * @param from who its letters come from: an address whose domain does not depend on us either
 */
@Validated
@ConfigurationProperties("batuta.outside-mail")
record OutsideMailSettings(
        @DefaultValue("") String host,
        @Min(1) @Max(65535) @DefaultValue("587") int port,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("true") boolean tls,
        @Email @DefaultValue("") String from) {

    boolean isThere() {
        return !host.isEmpty();
    }

    @Override
    public String toString() {
        return "OutsideMailSettings[" + host + ":" + port + ", from=" + from + "]";
    }
}
