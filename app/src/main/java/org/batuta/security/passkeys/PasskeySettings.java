package org.batuta.security.passkeys;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * For whom passkeys are made.
 *
 * @param site the address of the portal as browsers know it. A passkey opens only the host for which it was made, so all
 *     of them are lost when that changes
 */
@ConfigurationProperties("batuta.security.passkeys")
record PasskeySettings(
        @DefaultValue("http://localhost:8080") URI site) {

    PasskeySettings {
        if (site.getScheme() == null || site.getHost() == null) {
            throw new IllegalArgumentException(site + " is no address of a site: https://portal.example.org is one");
        }
    }

    /** What browsers call the relying party: the host alone. */
    String host() {
        return site.getHost();
    }

    /** Scheme, host and port, without what may follow. */
    String origin() {
        return site.getScheme() + "://" + site.getRawAuthority();
    }
}
