package org.batuta.provider;

import static org.awaitility.Awaitility.await;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import org.batuta.PostOffice;

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
        List<MimeMessage> all = PostOffice.lettersFor(reader);
        return all.subList(before, all.size()).stream().map(Letters::subject).toList();
    }

    private static String subject(MimeMessage letter) {
        try {
            return letter.getSubject();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }
}
