package org.batuta.provider;

import static org.awaitility.Awaitility.await;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.batuta.PostOffice;
import org.batuta.notifications.Parts;

/** The letters that one reader has got since the test began to look. */
public final class Letters {

    private final String reader;
    private final int before;

    private Letters(String reader) {
        this.reader = reader;
        this.before = PostOffice.lettersFor(reader).size();
    }

    /** Looks from now on. */
    public static Letters to(String reader) {
        return new Letters(reader);
    }

    /** Looks from now on at what the provider's administrators are told. */
    public static Letters toAdministrators() {
        return to("administrators@provider.test");
    }

    /** Waits for the first letter, and answers the subjects of all. */
    public List<String> arrived() {
        return arrived(1);
    }

    /** Waits for so many letters, and answers the subjects of all. */
    public List<String> arrived(int count) {
        await(count + " letters to " + reader)
                .atMost(Duration.ofSeconds(30))
                .until(() -> subjects().size() >= count);
        return subjects();
    }

    /** The subjects so far, oldest first. */
    public List<String> subjects() {
        return letters().stream().map(Letters::subject).toList();
    }

    /** Waits for the letter with this subject, and answers its plain text. */
    public String text(String subject) {
        return await("the letter " + subject + " to " + reader)
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> letters().stream()
                                .filter(letter -> subject.equals(subject(letter)))
                                .findFirst(),
                        Optional::isPresent)
                .map(Letters::text)
                .orElseThrow();
    }

    private List<MimeMessage> letters() {
        List<MimeMessage> all = PostOffice.lettersFor(reader);
        return all.subList(before, all.size());
    }

    private static String text(MimeMessage letter) {
        try {
            return Parts.find(letter, "text/plain").replace("\r\n", "\n");
        } catch (MessagingException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String subject(MimeMessage letter) {
        try {
            return letter.getSubject();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }
}
