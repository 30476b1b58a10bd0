package org.batuta.security;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.batuta.accounts.People;
import org.batuta.accounts.Person;
import org.batuta.accounts.Registrar;
import org.batuta.audit.Audit;
import org.batuta.frame.Throttle;
import org.batuta.kernel.Ids;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.PlainText;
import org.batuta.kernel.Refusal;
import org.batuta.notifications.Letters;
import org.batuta.notifications.LinkOnce;
import org.batuta.secrets.OneTimeLinks;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How the people of all logins get a new password: by the present one, or by a link that is sent to their address and
 * works once within half an hour (T07, A30). Either way they are told, and every other login of theirs ends.
 */
@Component
class NewPassword {

    private static final String PURPOSE = "reset-password";
    private static final Duration LASTS = Duration.ofMinutes(30);
    private static final String NOBODY = "nobody@localhost";
    private static final int LONGEST_NAME = 200;

    private final PresentPassword present;
    private final Registrar registrar;
    private final People people;
    private final Letters letters;
    private final OneTimeLinks links;
    private final Throttle throttle;
    private final Audit audit;
    private final TransactionTemplate transaction;

    NewPassword(
            PresentPassword present,
            Registrar registrar,
            People people,
            Letters letters,
            OneTimeLinks links,
            Throttle throttle,
            Audit audit,
            TransactionTemplate transaction) {
        this.present = present;
        this.registrar = registrar;
        this.people = people;
        this.letters = letters;
        this.links = links;
        this.throttle = throttle;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * Sets a new password for whoever knows the present one, and ends all logins but this.
     *
     * @throws Refusal at {@code present} or {@code password}
     */
    @Transactional
    public void change(LoggedIn login, String now, CharSequence password) {
        Person person = present.require(login.getPrincipal().personId(), now, "present");
        registrar.changePassword(person, password, login.session());
        tell(person);
    }

    /**
     * Sends a link to whoever has this login name or address. It answers the same after the same work when there is
     * nobody, or when too many links were asked for.
     *
     * @throws Refusal at {@code who} when that is nothing, or no text
     */
    void sendLink(String loginOrAddress, String address) {
        String name = loginOrAddress.strip().toLowerCase(Locale.ROOT);
        Refusal.Collector problems = new Refusal.Collector();
        problems.require(!name.isEmpty(), "who", "missing");
        problems.require(name.indexOf(PlainText.UNREADABLE) < 0 && PlainText.isLine(name), "who", "hidden-characters");
        problems.refuseIfAny();
        boolean readable = name.length() <= LONGEST_NAME && PlainText.canBeKept(name);
        boolean allowed = throttle.allowsLink(readable ? name : "", address);
        transaction.executeWithoutResult(work -> {
            List<Person> known = readable ? found(name) : List.of();
            known.forEach(this::write);
            if (known.isEmpty()) {
                letters.tellStaff(NOBODY, event(), PURPOSE, letter("nobody", Ids.next()));
            }
            if (known.isEmpty() || !allowed) {
                work.setRollbackOnly();
            }
        });
    }

    /** Whose password the link sets; nobody's when it is unknown, used, replaced by a later one or too old. */
    Optional<Person> find(String token) {
        return links.look(PURPOSE, token).flatMap(people::findById).filter(person -> !person.isDisabled());
    }

    /**
     * Sets the password by the link, which is used up, and ends every login.
     *
     * @throws NotFound when the link opens nothing
     * @throws Refusal at {@code password}; the link stays as it is then
     */
    @Transactional
    public void setByLink(String token, CharSequence password) {
        Person person = links.use(PURPOSE, token)
                .flatMap(people::findById)
                .filter(known -> !known.isDisabled())
                .orElseThrow(() -> new NotFound("link", "of a reset"));
        registrar.changePassword(person, password);
        audit.record("person.password-reset", "person", person.id(), null, null);
        tell(person);
    }

    private List<Person> found(String name) {
        return name.contains("@")
                ? people.withEmail(name)
                : people.findByLogin(name).filter(person -> !person.isDisabled()).stream()
                        .toList();
    }

    private void write(Person person) {
        links.forget(PURPOSE, person.id());
        letters.tellPerson(person, event(), PURPOSE, letter(person.login(), person.id()));
        audit.record("person.reset-asked", "person", person.id(), null, null);
    }

    private static Map<String, Object> letter(String login, UUID personId) {
        return Map.of("what", login, "link", new LinkOnce("/login/reset/", PURPOSE, personId, LASTS).asValue());
    }

    private void tell(Person person) {
        links.forget(PURPOSE, person.id());
        letters.tellPerson(
                person,
                "password-changed/" + Ids.next(),
                "password-changed",
                Map.of("what", person.login(), "link", "/me"));
    }

    private static String event() {
        return PURPOSE + "/" + Ids.next();
    }
}
