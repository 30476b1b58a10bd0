package org.batuta.hosting.mailboxes;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.springframework.stereotype.Component;

/** The side of a mail server that takes mail from the world. */
@Component
class MailDoor {

    private static final int OK = 250;
    private static final int TOO_LATE = 600;
    private static final int FOR_GOOD = 500;
    static final String MARK = "X-Batuta-Probe";

    /** What a server says about a receiver. */
    record Answer(int code, String text) {

        boolean accepted() {
            return code / 10 == OK / 10;
        }

        boolean refusedForGood() {
            return code >= FOR_GOOD && code < TOO_LATE;
        }
    }

    /** Whether it would take mail for this address; nothing is sent. */
    Answer ask(String server, String address) throws MessagingException {
        try (SMTPTransport line = connect(server)) {
            line.issueCommand("MAIL FROM:<>", OK);
            int code = line.simpleCommand("RCPT TO:<" + address + ">");
            return new Answer(code, line.getLastServerResponse().strip());
        }
    }

    /** Sends a message that carries this mark. */
    void send(String server, MailboxSpec to, String mark) throws MessagingException {
        try (SMTPTransport line = connect(server)) {
            MimeMessage message = new MimeMessage(session());
            message.setFrom(new InternetAddress("postmaster@" + to.domain()));
            message.setRecipient(Message.RecipientType.TO, new InternetAddress(to.address()));
            message.setSubject("Test of a new mailbox", "UTF-8");
            message.setHeader(MARK, mark);
            message.setHeader("Auto-Submitted", "auto-generated");
            message.setText("This message shows that the mailbox works. It is deleted at once.", "UTF-8");
            message.saveChanges();
            line.sendMessage(message, message.getAllRecipients());
        }
    }

    private static SMTPTransport connect(String server) throws MessagingException {
        SMTPTransport line = (SMTPTransport) session().getTransport("smtp");
        line.connect(server, null, null);
        return line;
    }

    private static Session session() {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.port", "25");
        properties.setProperty("mail.smtp.from", "<>");
        properties.setProperty("mail.smtp.localhost", "probe.invalid");
        properties.setProperty("mail.smtp.connectiontimeout", "3000");
        properties.setProperty("mail.smtp.timeout", "5000");
        properties.setProperty("mail.smtp.writetimeout", "5000");
        return Session.getInstance(properties);
    }
}
