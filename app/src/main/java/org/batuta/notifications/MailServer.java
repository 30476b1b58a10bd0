package org.batuta.notifications;

import jakarta.mail.util.StreamProvider;
import java.util.Properties;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessagePreparator;
import org.springframework.stereotype.Component;

/** The mail servers as the settings name them; each is asked only when there is something to send. */
@Component
class MailServer {

    private final JavaMailSenderImpl usual;
    private final JavaMailSenderImpl outside;

    static {
        // named, or each message would look through all jars for it
        System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
    }

    MailServer(MailSettings usual, OutsideMailSettings outside) {
        String patience = Long.toString(usual.patience().toMillis());
        this.usual = sender(usual.host(), usual.port(), usual.user(), usual.password(), usual.tls(), patience);
        this.outside =
                sender(outside.host(), outside.port(), outside.user(), outside.password(), outside.tls(), patience);
    }

    private static JavaMailSenderImpl sender(
            String host, int port, String user, String password, boolean tls, String patience) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", patience);
        properties.setProperty("mail.smtp.timeout", patience);
        properties.setProperty("mail.smtp.writetimeout", patience);
        properties.setProperty("mail.smtp.auth", Boolean.toString(!user.isEmpty()));
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(tls));
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setJavaMailProperties(properties);
        sender.setHost(host);
        sender.setPort(port);
        sender.setDefaultEncoding("UTF-8");
        if (!user.isEmpty()) {
            sender.setUsername(user);
            sender.setPassword(password);
        }
        return sender;
    }

    /** Sends one message; a Message-ID that it already has is kept. */
    void send(Letter.Way way, MimeMessagePreparator message) {
        (way == Letter.Way.OUTSIDE ? outside : usual).send(message);
    }
}
