package org.batuta.frame;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Wrong passwords allowed within the window.
 *
 * @param window how long a wrong password counts
 * @param perLogin for one login name from one address
 * @param perAddress from one address, whatever the names
 * @param everywhere for one login name from all addresses together that its person never came from
 * @param links letters with a link to a new password, for one name
 */
@ConfigurationProperties("batuta.security.throttle")
record ThrottleSettings(
        @DefaultValue("10m") Duration window,
        @DefaultValue("8") int perLogin,
        @DefaultValue("40") int perAddress,
        @DefaultValue("80") int everywhere,
        @DefaultValue("3") int links) {}
