package org.batuta.hosting.systemusers;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What a provider decides about system users ({@code BATUTA_HOSTING_SYSTEMUSERS_...}).
 *
 * @param host the name that customers give their file program; the server's own if not set
 * @param port where they reach the server's SSH
 * @param reserved names that nobody can have, beside those that a server itself has
 */
@Validated
@ConfigurationProperties("batuta.hosting.systemusers")
public record SystemUserSettings(
        @Nullable String host,

        @Min(1) @Max(65_535) @DefaultValue("22") int port,

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
