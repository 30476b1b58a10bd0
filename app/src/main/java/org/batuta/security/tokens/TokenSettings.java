package org.batuta.security.tokens;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When people are told that a token ends.
 *
 * @param notice how long before its end its person gets a letter; a token that lives no longer than that from the start
 *     ends without one
 */
@ConfigurationProperties("batuta.security.tokens")
record TokenSettings(@DefaultValue("7d") Duration notice) {

    TokenSettings {
        if (notice.isNegative() || notice.compareTo(Tokens.LONGEST) > 0) {
            throw new IllegalArgumentException("No token lives for " + notice);
        }
    }
}
