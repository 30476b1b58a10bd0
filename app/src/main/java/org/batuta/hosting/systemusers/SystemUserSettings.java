package org.batuta.hosting.systemusers;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a provider decides about system users ({@code BATUTA_HOSTING_SYSTEMUSERS_...}).
 *
 * @param host the name that customers give their file program; the server's own if not set
 * @param reserved names that nobody can have, beside those that a server itself has
 */
@ConfigurationProperties("batuta.hosting.systemusers")
public record SystemUserSettings(
        @Nullable String host,

        @DefaultValue({
            "admin",
            "administrator",
            "batuta",
            "nobody",
            "postmaster",
            "root",
            "vmail",
            "webmaster",
            "www-data"
        })
        List<String> reserved) {}
