package org.batuta;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** One mail server for all tests of this JVM, and one outside: they take every letter and show whom it is for. */
public class PostOffice implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** More than the administrators of any test get, so that no test waits for another's hour. */
    public static final int HOURLY = 1000;

    private static final GreenMail GREEN_MAIL = start();
    private static final GreenMail OUTSIDE = start();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(settings()).applyTo(context);
    }

    /** What an application is told to send its letters here. */
    public static Map<String, String> settings() {
        return Map.of(
                "batuta.mail.host", "127.0.0.1",
                "batuta.mail.port", String.valueOf(GREEN_MAIL.getSmtp().getPort()),
                "batuta.mail.from", "batuta@provider.test",
                "batuta.mail.site", "https://provider.test",
                "batuta.outside-mail.host", "127.0.0.1",
                "batuta.outside-mail.port", String.valueOf(OUTSIDE.getSmtp().getPort()),
                "batuta.outside-mail.tls", "false",
                "batuta.outside-mail.from", "batuta@elsewhere.example",
                "batuta.mail.administrators", "administrators@provider.test",
                "batuta.mail.hourly", String.valueOf(HOURLY));
    }

    /** The letters that arrived for this reader so far. */
    public static List<MimeMessage> lettersFor(String reader) {
        return List.of(GREEN_MAIL.getReceivedMessagesForDomain(reader));
    }

    /** The letters that arrived for this reader by the mail server outside. */
    public static List<MimeMessage> lettersFromOutsideFor(String reader) {
        return List.of(OUTSIDE.getReceivedMessagesForDomain(reader));
    }

    /** All letters so far, from inside and outside. */
    public static List<MimeMessage> letters() {
        return Stream.of(GREEN_MAIL, OUTSIDE)
                .flatMap(office -> Stream.of(office.getReceivedMessages()))
                .toList();
    }

    private static GreenMail start() {
        GreenMail greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        greenMail.start();
        return greenMail;
    }
}
