package org.batuta.notifications;

import jakarta.mail.util.StreamProvider;
import java.util.Properties;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessagePreparator;
import org.springframework.stereotype.Component;

/** The mail server as the settings name it; it is asked only when there is something to send. */
@Component
class MailServer {

    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();

    static {
        // named, or each message would look through all jars for it
        System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
    }

    MailServer(MailSettings settings) {
        String patience = Long.toString(settings.patience().toMillis());
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", patience);
        properties.setProperty("mail.smtp.timeout", patience);
        properties.setProperty("mail.smtp.writetimeout", patience);
        properties.setProperty(
                "mail.smtp.auth", Boolean.toString(!settings.user().isEmpty()));
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(settings.tls()));
        sender.setJavaMailProperties(properties);
        sender.setHost(settings.host());
        sender.setPort(settings.port());
        sender.setDefaultEncoding("UTF-8");
        if (!settings.user().isEmpty()) {
            sender.setUsername(settings.user());
            sender.setPassword(settings.password());
        }
    }

    /** Sends one message; a Message-ID that it already has is kept. */
    void send(MimeMessagePreparator message) {
        sender.send(message);
    }
}
