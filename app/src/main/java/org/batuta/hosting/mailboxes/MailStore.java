package org.batuta.hosting.mailboxes;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Quota;
import jakarta.mail.Session;
import jakarta.mail.search.HeaderTerm;
import java.util.Arrays;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.springframework.stereotype.Component;

/** The side of a mail server where a customer reads, entered as the master user that only probes can be. */
@Component
class MailStore {

    private static final long PAUSE_MILLIS = 250;

    private final ProbeLogin login;
    private final MailboxSettings settings;

    MailStore(ProbeLogin login, MailboxSettings settings) {
        this.login = login;
        this.settings = settings;
    }

    /** What lies in a mailbox. */
    record Seen(long quotaKib, boolean message) {}

    /** Reads the quota and, if a message with this mark is expected, waits for it and deletes it. */
    Seen look(String server, String address, String mark, boolean expected) throws MessagingException {
        Session session = Session.getInstance(properties());
        try (IMAPStore store = (IMAPStore) session.getStore("imap")) {
            store.connect(server, address + "*" + ProbeLogin.USER, login.password());
            long quota = Arrays.stream(store.getQuota("INBOX"))
                    .flatMap(root -> Arrays.stream(root.resources))
                    .filter(resource -> resource.name.equalsIgnoreCase("STORAGE"))
                    .mapToLong((Quota.Resource resource) -> resource.limit)
                    .findFirst()
                    .orElse(0);
            return new Seen(quota, expected && arrives(store, mark));
        }
    }

    private boolean arrives(IMAPStore store, String mark) throws MessagingException {
        long deadline = System.nanoTime() + settings.patience().toNanos();
        try (Folder inbox = store.getFolder("INBOX")) {
            inbox.open(Folder.READ_WRITE);
            while (true) {
                inbox.getMessageCount();
                Message[] found = inbox.search(new HeaderTerm(MailDoor.MARK, mark));
                if (found.length > 0) {
                    inbox.setFlags(found, new Flags(Flags.Flag.DELETED), true);
                    return true;
                }
                if (System.nanoTime() > deadline) {
                    return false;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MessagingException("Interrupted while waiting for the test message", e);
        }
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("mail.imap.port", "143");
        properties.setProperty("mail.imap.starttls.enable", "true");
        properties.setProperty("mail.imap.starttls.required", "true");
        properties.put("mail.imap.ssl.socketFactory", AnyCertificate.factory());
        properties.setProperty("mail.imap.ssl.checkserveridentity", "false");
        properties.setProperty("mail.imap.connectiontimeout", "3000");
        properties.setProperty("mail.imap.timeout", "5000");
        properties.setProperty("mail.imap.writetimeout", "5000");
        return properties;
    }
}
