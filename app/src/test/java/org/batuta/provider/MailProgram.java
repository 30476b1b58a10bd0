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
import java.util.Map;
import java.util.Properties;

/** The mail program of somebody in the world: it talks to a mail server over the network, with nothing but addresses and passwords. */
public final class MailProgram {

    private static final String SECONDS = "10000";

    private final Session session;

    /** Set up for this server, without knowing anything about it. */
    public MailProgram(String server) {
        session = Session.getInstance(settings(server));
    }

    /** Set up as the provider says: ports and security, each under the code of its label. */
    public MailProgram(String server, Map<String, String> told) {
        Properties settings = settings(server);
        String protocol = "TLS".equals(told.get("imap-security")) ? "imaps" : "imap";
        settings.setProperty("mail.store.protocol", protocol);
        settings.setProperty("mail." + protocol + ".port", told.getOrDefault("imap-port", ""));
        settings.setProperty("mail.smtp.port", told.getOrDefault("smtp-port", ""));
        settings.setProperty("mail.smtp.auth", "true");
        boolean upgrades = "STARTTLS".equals(told.get("smtp-security"));
        settings.setProperty("mail.smtp.starttls.required", String.valueOf(upgrades));
        session = Session.getInstance(settings);
    }

    private static Properties settings(String server) {
        Properties settings = new Properties();
        settings.setProperty("mail.store.protocol", "imap");
        settings.setProperty("mail.imap.starttls.required", "true");
        settings.setProperty("mail.smtp.localhost", "program.example.org");
        for (String protocol : List.of("imap", "imaps", "smtp")) {
            String of = "mail." + protocol;
            settings.setProperty(of + ".host", server);
            settings.setProperty(of + ".ssl.trust", "*");
            settings.setProperty(of + ".ssl.checkserveridentity", "false");
            settings.setProperty(of + ".timeout", SECONDS);
            settings.setProperty(of + ".connectiontimeout", SECONDS);
        }
        return settings;
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
        Transport.send(letter("somebody@example.org", to, subject));
    }

    /**
     * Sends a letter as this person, who logs in for that.
     *
     * @throws AuthenticationFailedException when the server does not let this person in
     * @throws MessagingException when the server does not take the letter
     */
    public void sendsAs(String from, String password, String to, String subject) throws MessagingException {
        Transport.send(letter(from, to, subject), from, password);
    }

    private MimeMessage letter(String from, String to, String subject) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(from));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject);
        message.setText("Hello.");
        return message;
    }
}
