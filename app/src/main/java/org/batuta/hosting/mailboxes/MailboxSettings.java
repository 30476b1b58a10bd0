package org.batuta.hosting.mailboxes;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What a provider decides about mailboxes ({@code BATUTA_HOSTING_MAILBOXES_...}).
 *
 * @param host the name that customers give their mail program; the server's own if not set
 * @param quotaMb the size that a form begins with
 * @param reserved local parts that nobody can have
 * @param patience how long a probe waits for its test message
 */
@Validated
@ConfigurationProperties("batuta.hosting.mailboxes")
public record MailboxSettings(
        @Nullable String host,

        @Min(1) @Max(MailboxType.LARGEST_MB) @DefaultValue("1000")
        int quotaMb,

        @DefaultValue({"mailer-daemon", "nobody", "root", "vmail"})
        List<String> reserved,

        @NotNull @DefaultValue("10s") Duration patience) {}
