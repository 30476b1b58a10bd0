package org.batuta.notifications;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.batuta.secrets.OneTimeLinks;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Hands a letter to the mail server. Its Message-ID follows from the event and the reader, so a letter that is sent
 * again because nobody knows whether the first try arrived is the same letter to every mail program.
 */
@Component
public class Mailer {

    /** Neither a list nor a group nor a name beside the address, nor a line break. */
    private static final Pattern ONE_ADDRESS =
            Pattern.compile("[^\\s\\p{Cntrl}@<>()\\[\\],:;\"\\\\]+@[^\\s\\p{Cntrl}@<>()\\[\\],:;\"\\\\]+");

    private final StoredLetters letters;
    private final Composer composer;
    private final MailServer server;
    private final MailSettings settings;
    private final OneTimeLinks links;
    private final Clock clock;

    Mailer(
            StoredLetters letters,
            Composer composer,
            MailServer server,
            MailSettings settings,
            OneTimeLinks links,
            Clock clock) {
        this.letters = letters;
        this.composer = composer;
        this.server = server;
        this.settings = settings;
        this.links = links;
        this.clock = clock;
    }

    /**
     * Sends a letter that was not sent yet.
     *
     * @throws org.springframework.mail.MailException when the mail server did not take it
     */
    @Transactional
    public void send(UUID letterId) {
        letters.unsent(letterId).ifPresent(letter -> {
            Letter opening = withToken(letter);
            server.send(message -> fill(message, opening));
            letters.markSent(letterId);
        });
    }

    private Letter withToken(Letter letter) {
        return letter.model().get("link") instanceof Map<?, ?> value
                ? letter.linking(LinkOnce.of(value).path(links))
                : letter;
    }

    private void fill(MimeMessage message, Letter letter) throws MessagingException {
        Composer.Composed composed = composer.compose(letter);
        MimeMessageHelper helper =
                new MimeMessageHelper(message, MimeMessageHelper.MULTIPART_MODE_MIXED, StandardCharsets.UTF_8.name());
        helper.setFrom(settings.from());
        helper.setTo(onlyAddress(letter.recipient()));
        helper.setSubject(composed.subject());
        helper.setSentDate(Date.from(clock.instant()));
        helper.setText(composed.text(), composed.html());
        message.setHeader("Message-ID", messageId(letter));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("Content-Language", letter.language().toLanguageTag());
    }

    private String messageId(Letter letter) {
        String name = letter.eventKey() + "\0" + letter.recipient();
        return "<" + DigestUtils.sha256Hex(name)
                + settings.from().substring(settings.from().lastIndexOf('@')) + ">";
    }

    private static InternetAddress onlyAddress(String recipient) throws MessagingException {
        if (!ONE_ADDRESS.matcher(recipient).matches()) {
            throw new AddressException("Not one address");
        }
        return new InternetAddress(recipient, true);
    }
}
