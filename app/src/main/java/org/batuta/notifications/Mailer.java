package org.batuta.notifications;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final OutsideMailSettings outside;
    private final OneTimeLinks links;
    private final HeldBack heldBack;
    private final Clock clock;

    Mailer(
            StoredLetters letters,
            Composer composer,
            MailServer server,
            MailSettings settings,
            OutsideMailSettings outside,
            OneTimeLinks links,
            HeldBack heldBack,
            Clock clock) {
        this.letters = letters;
        this.composer = composer;
        this.server = server;
        this.settings = settings;
        this.outside = outside;
        this.links = links;
        this.heldBack = heldBack;
        this.clock = clock;
    }

    /**
     * Sends a letter that was not sent yet, unless it is an alarm and its reader had enough of these for this hour.
     *
     * @return when to try again; empty when nothing is left to do
     * @throws org.springframework.mail.MailException when the mail server did not take it
     */
    @Transactional
    public Optional<Instant> send(UUID letterId) {
        Letter letter = letters.unsent(letterId).orElse(null);
        if (letter == null) {
            return Optional.empty();
        }
        if (!letter.alarm()) {
            hand(letter);
            return Optional.empty();
        }
        Optional<Instant> room = heldBack.until(letter);
        if (room.isEmpty()) {
            List<UUID> others = heldBack.beside(letter);
            hand(letter.andMore(others.size()));
            heldBack.told(letter, others);
        }
        return room;
    }

    private void hand(Letter letter) {
        Letter opening = withToken(letter);
        server.send(letter.way(), message -> fill(message, opening));
        letters.markSent(letter.id());
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
        helper.setFrom(from(letter));
        helper.setTo(onlyAddress(letter.recipient()));
        helper.setSubject(composed.subject());
        helper.setSentDate(Date.from(clock.instant()));
        helper.setText(composed.text(), composed.html());
        message.setHeader("Message-ID", messageId(letter));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("Content-Language", letter.language().toLanguageTag());
    }

    private String from(Letter letter) {
        return letter.way() == Letter.Way.OUTSIDE && !outside.from().isEmpty() ? outside.from() : settings.from();
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
