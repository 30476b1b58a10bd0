package org.batuta.provider;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The mail program of somebody in the world: it talks to a mail server over the network, with nothing but addresses and passwords. */
public final class MailProgram {

    private static final String SECONDS = "10000";

    private final Session session;

    /** Set up for this server. */
    public MailProgram(String server) {
        Properties settings = new Properties();
        settings.setProperty("mail.store.protocol", "imap");
        settings.setProperty("mail.imap.host", server);
        settings.setProperty("mail.imap.starttls.required", "true");
        settings.setProperty("mail.imap.ssl.trust", "*");
        settings.setProperty("mail.imap.ssl.checkserveridentity", "false");
        settings.setProperty("mail.imap.timeout", SECONDS);
        settings.setProperty("mail.imap.connectiontimeout", SECONDS);
        settings.setProperty("mail.smtp.host", server);
        settings.setProperty("mail.smtp.from", "somebody@example.org");
        settings.setProperty("mail.smtp.localhost", "program.example.org");
        settings.setProperty("mail.smtp.timeout", SECONDS);
        settings.setProperty("mail.smtp.connectiontimeout", SECONDS);
        session = Session.getInstance(settings);
    }

    /** Whether the server lets this person in. */
    public boolean logsIn(String address, String password) throws MessagingException {
        try (Store store = session.getStore()) {
            store.connect(address, password);
            return true;
        } catch (AuthenticationFailedException e) {
            return false;
        }
    }

    /** The subjects in the inbox. */
    public List<String> reads(String address, String password) throws MessagingException {
        List<String> subjects = new ArrayList<>();
        try (Store store = session.getStore()) {
            store.connect(address, password);
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                for (Message message : inbox.getMessages()) {
                    subjects.add(message.getSubject());
                }
            }
        }
        return subjects;
    }

    /**
     * Sends a letter.
     *
     * @throws MessagingException when the server does not take it
     */
    public void sends(String to, String subject) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress("somebody@example.org"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject);
        message.setText("Hello.");
        Transport.send(message);
    }
}
