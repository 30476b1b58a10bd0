package org.batuta.notifications;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The mail server that takes our letters, and who they come from ({@code BATUTA_MAIL_...}).
 *
 * @param host its name
 * @param port where it takes letters
 * @param user empty for a server that asks for no login
 * @param password of that user
 * @param tls whether the connection must be encrypted (STARTTLS, refused otherwise)
 * @param patience how long it may take to answer before a letter is tried again later
 * @param from who our letters come from
 * @param administrators who is told when the platform needs a person
 * @param language in which the administrators are written to
 * @param site the address of the portal, in front of every link
 * @param hourly how many letters that want a person one administrator gets within any hour; the next one tells how many
 *     more there were (K23)
 */
@Validated
@ConfigurationProperties("batuta.mail")
record MailSettings(
        @NotBlank @DefaultValue("localhost") String host,
        @Min(1) @Max(65535) @DefaultValue("25") int port,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("false") boolean tls,
        @DefaultValue("10s") Duration patience,
        @Email @DefaultValue("batuta@localhost") String from,
        @NotEmpty @DefaultValue("root@localhost") List<@Email String> administrators,
        @DefaultValue("en") Locale language,
        @DefaultValue("http://localhost:8080") URI site,
        @Min(1) @DefaultValue("20") int hourly) {

    @Override
    public String toString() {
        return "MailSettings[" + host + ":" + port + ", from=" + from + ", administrators=" + administrators + "]";
    }
}
