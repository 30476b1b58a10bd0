package org.batuta.notifications;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.batuta.accounts.Accounts;
import org.batuta.accounts.Contact;
import org.batuta.accounts.Contacts;
import org.batuta.accounts.People;
import org.batuta.accounts.Person;
import org.batuta.kernel.Ids;
import org.batuta.workflow.Processes;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where other modules tell something. A letter counts from the commit of what it tells of; the same event never gives
 * a second one, however often it is told.
 */
@Component
public class Letters {

    private static final int MOST_READERS = 20;
    private static final List<Contact.Usage> READERS_OF_SERVICES =
            List.of(Contact.Usage.TECHNICAL, Contact.Usage.ADMIN);

    private final StoredLetters stored;
    private final Contacts contacts;
    private final Accounts accounts;
    private final People people;
    private final MailSettings settings;
    private final OutsideMailSettings outside;
    private final Processes processes;

    Letters(
            StoredLetters stored,
            Contacts contacts,
            Accounts accounts,
            People people,
            MailSettings settings,
            OutsideMailSettings outside,
            Processes processes) {
        this.stored = stored;
        this.contacts = contacts;
        this.accounts = accounts;
        this.people = people;
        this.settings = settings;
        this.outside = outside;
        this.processes = processes;
    }

    /**
     * Tells a customer what happened to a service: the technical contacts, or else the administrative ones, each in
     * their own language, or else the account's owners in that of the account.
     *
     * @param eventKey what is told, for example {@code request-ended/ID}; told once for ever
     * @param template the beginning of the message keys, for example {@code request-done}
     * @param model the values for the texts' placeholders; {@code link} is a path of our site or a
     *     {@link LinkOnce}, {@code evidence} is shown word for word. Never a secret
     */
    @Transactional
    public void tell(UUID accountId, String eventKey, String template, Map<String, Object> model) {
        List<Contact> readers = READERS_OF_SERVICES.stream()
                .map(usage -> contacts.of(accountId, usage))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
        readers.stream()
                .limit(MOST_READERS)
                .forEach(reader -> write(eventKey, reader.email(), reader.language(), template, model, false));
        if (readers.isEmpty()) {
            Locale language = accounts.findById(accountId).orElseThrow().language();
            people.owners(accountId).stream()
                    .limit(MOST_READERS)
                    .forEach(owner -> write(eventKey, owner.email(), language, template, model, false));
        }
    }

    /**
     * Tells the administrators that the platform needs a person, once per event. Each gets only so many of these an
     * hour; of what is held back the next one tells (K23).
     */
    @Transactional
    public void tellAdministrators(String eventKey, String template, Map<String, Object> model) {
        settings.administrators().forEach(email -> write(eventKey, email, settings.language(), template, model, true));
    }

    /** Tells one of the staff something that only that person has to know, once per event. */
    @Transactional
    public void tellStaff(String email, String eventKey, String template, Map<String, Object> model) {
        write(eventKey, email, settings.language(), template, model, false);
    }

    /** Tells whoever reads this address something, once per event. */
    @Transactional
    public void tellAddress(
            String email, Locale language, String eventKey, String template, Map<String, Object> model) {
        write(eventKey, email, language, template, model, false);
    }

    /** Whether one of the letters about this event was not sent yet. */
    @Transactional(readOnly = true)
    public boolean isUnderWay(String eventKey) {
        return stored.isUnderWay(eventKey);
    }

    /** Whether there is a way that does not depend on our own servers. */
    public boolean hasOutsideWay() {
        return outside.isThere();
    }

    /**
     * Tells an account something that must arrive although our servers may be down: at its confirmed emergency
     * addresses, each in its own language, by somebody else's mail server (T08).
     *
     * @throws IllegalStateException when there is none
     */
    @Transactional
    public void tellInEmergency(UUID accountId, String eventKey, String template, Map<String, Object> model) {
        if (!hasOutsideWay()) {
            throw new IllegalStateException("There is no mail server outside");
        }
        contacts.of(accountId, Contact.Usage.EMERGENCY).stream()
                .filter(Contact::isForEmergencies)
                .limit(MOST_READERS)
                .map(reader -> new Letter(
                        Ids.next(),
                        eventKey,
                        reader.email(),
                        reader.language(),
                        template,
                        model,
                        false,
                        Letter.Way.OUTSIDE))
                .forEach(this::write);
    }

    /** Tells somebody who can log in something about that login, once per event, in the language of the account. */
    @Transactional
    public void tellPerson(Person person, String eventKey, String template, Map<String, Object> model) {
        Locale language = accounts.languagesOf(person.id()).stream().findFirst().orElse(settings.language());
        write(eventKey, person.email(), language, template, model, false);
    }

    private void write(
            String eventKey,
            String recipient,
            Locale language,
            String template,
            Map<String, Object> model,
            boolean alarm) {
        write(new Letter(Ids.next(), eventKey, recipient, language, template, model, alarm, Letter.Way.USUAL));
    }

    private void write(Letter letter) {
        if (stored.add(letter)) {
            processes.start("send-letter", letter.id().toString(), Map.of());
        }
    }
}
