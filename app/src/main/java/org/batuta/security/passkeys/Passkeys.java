package org.batuta.security.passkeys;

import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.batuta.accounts.Logins;
import org.batuta.accounts.People;
import org.batuta.accounts.Person;
import org.batuta.accounts.Personnel;
import org.batuta.audit.Audit;
import org.batuta.kernel.Ids;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.PlainText;
import org.batuta.kernel.Refusal;
import org.batuta.notifications.Letters;
import org.batuta.security.passkeys.RelyingParty.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The passkeys of people: which each has, how another is made, and whose login one opens (A08). Every change is in the
 * audit, and its person gets a letter when one comes or goes.
 */
@Component
@Transactional
public class Passkeys {

    /** How long a challenge may be answered. */
    public static final Duration PATIENCE = Asked.PATIENCE;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int CHALLENGE_BYTES = 32;
    private static final int LONGEST_NAME = 80;
    private static final int MOST = 20;

    private final PasskeyRows rows;
    private final Handles handles;
    private final RelyingParty party;
    private final Asked asked;
    private final People people;
    private final Personnel personnel;
    private final Logins logins;
    private final Letters letters;
    private final Audit audit;
    private final Clock clock;

    Passkeys(
            PasskeyRows rows,
            Handles handles,
            RelyingParty party,
            Asked asked,
            People people,
            Personnel personnel,
            Logins logins,
            Letters letters,
            Audit audit,
            Clock clock) {
        this.rows = rows;
        this.handles = handles;
        this.party = party;
        this.asked = asked;
        this.people = people;
        this.personnel = personnel;
        this.logins = logins;
        this.letters = letters;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A passkey as its person knows it.
     *
     * @param name what the person calls it
     * @param backedUp whether the device has said that it is copied to others of the person
     * @param used when it last opened the login; never, when none
     */
    public record Shown(
            UUID id,
            String name,
            boolean backedUp,
            Instant created,
            @Nullable Instant used) {}

    /** Whose login was opened, and with which passkey. */
    public record Opened(Person person, UUID passkey) {}

    /** What is to be answered once: random, in base64url. */
    public static String challenge() {
        byte[] random = new byte[CHALLENGE_BYTES];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** The person's passkeys, the first first. */
    @Transactional(readOnly = true)
    public List<Shown> of(UUID personId) {
        return rows.of(personId).stream().map(Passkey::shown).toList();
    }

    /**
     * One of the person's passkeys.
     *
     * @throws NotFound when the person has no such one
     */
    @Transactional(readOnly = true)
    public Shown get(UUID personId, UUID id) {
        return passkey(personId, id).shown();
    }

    /**
     * Whether another one may be called so.
     *
     * @throws Refusal at {@code name}, or at nothing when there are too many
     */
    @Transactional(readOnly = true)
    public void requireRoomFor(UUID personId, String name) {
        Refusal.Collector problems = new Refusal.Collector();
        checkName(name, problems);
        problems.require(rows.of(personId).size() < MOST, "", "passkeys.many", MOST);
        problems.refuseIfAny();
    }

    /** What a browser is asked for to make one, as JSON of WebAuthn. */
    public String askedToMake(Person person, String challenge) {
        return asked.toMake(challenge, handles.of(person.id()), person, rows.of(person.id()));
    }

    /** What a browser is asked for to open a login, as JSON of WebAuthn; the same for everybody. */
    public String askedToOpen(String challenge) {
        return asked.toOpen(challenge);
    }

    /**
     * Keeps the passkey that was made for the person.
     *
     * @param challenge the one that was asked with
     * @param answer what the browser said, as JSON of WebAuthn
     * @throws Refusal when that is no answer to it, or the key is there already
     */
    public void add(Person person, String name, String challenge, String answer) {
        requireRoomFor(person.id(), name);
        NewKey key = party.made(challenge, answer)
                .filter(made -> rows.findByCredentialId(made.credentialId()).isEmpty())
                .orElseThrow(() -> Refusal.at("", "passkeys.not-made"));
        rows.saveAndFlush(new Passkey(person.id(), name, key, clock.instant()));
        audit.record("person.passkey-added", "person", person.id(), null, Map.of("name", name));
        tell(person, "added", name);
    }

    /**
     * Calls it otherwise.
     *
     * @throws NotFound when the person has no such one
     * @throws Refusal at {@code name}
     */
    public void rename(UUID personId, UUID id, String name) {
        Passkey passkey = passkey(personId, id);
        Refusal.Collector problems = new Refusal.Collector();
        checkName(name, problems);
        problems.refuseIfAny();
        String before = passkey.name();
        passkey.rename(name);
        audit.record("person.passkey-renamed", "person", personId, Map.of("name", before), Map.of("name", name));
    }

    /**
     * Takes it away: it opens nothing any more, and the logins that it opened end, but the one in which that is said.
     *
     * @throws NotFound when the person has no such one
     */
    public void remove(UUID personId, UUID id, UUID kept) {
        Passkey passkey = passkey(personId, id);
        rows.delete(passkey);
        logins.endMadeBy(id, kept);
        audit.record("person.passkey-removed", "person", personId, Map.of("name", passkey.name()), null);
        tell(people.findById(personId).orElseThrow(), "removed", passkey.name());
    }

    /**
     * Takes all of them from somebody who has lost them, and ends all logins of that person. Whoever does it has made sure
     * who it is.
     *
     * @throws NotFound when there is nobody
     */
    @PreAuthorize("hasAuthority('MANAGE_ACCOUNTS')")
    public void reset(UUID personId) {
        Person person = personnel.get(personId);
        List<String> names = rows.of(personId).stream().map(Passkey::name).toList();
        if (rows.removeAll(personId) > 0) {
            personnel.endLogins(personId);
            audit.record("person.passkeys-reset", "person", personId, Map.of("names", names), null);
            tell(person, "reset", String.join(", ", names));
        }
    }

    /**
     * Whose login the answer to the challenge opens; nobody's when it is not right, its person is disabled, or the device
     * has counted less than it had already. Of the latter the person is told: the key was copied.
     *
     * @param answer what the browser said, as JSON of WebAuthn
     */
    public Optional<Opened> open(String challenge, String answer) {
        AuthenticationData said = party.read(answer).orElse(null);
        if (said == null) {
            return Optional.empty();
        }
        return passkey(said)
                .flatMap(passkey -> people.findById(passkey.personId())
                        .filter(person -> !person.isDisabled())
                        .filter(person -> counts(challenge, said, passkey, person))
                        .map(person -> new Opened(person, passkey.id())));
    }

    private boolean counts(String challenge, AuthenticationData said, Passkey passkey, Person person) {
        Verdict verdict = party.verdict(challenge, said, passkey);
        AuthenticatorData<?> device = Objects.requireNonNull(said.getAuthenticatorData());
        boolean used = verdict == Verdict.RIGHT
                && rows.use(passkey.id(), device.getSignCount(), device.isFlagBS(), clock.instant()) == 1;
        if (!used && verdict != Verdict.WRONG) {
            audit.record(
                    "person.passkey-copied",
                    "person",
                    person.id(),
                    Map.of("name", passkey.name(), "count", passkey.signCount()),
                    Map.of("count", device.getSignCount()));
            tell(person, "copied", passkey.name());
        }
        return used;
    }

    /** That which is named, when it is of the person who is named too. */
    private Optional<Passkey> passkey(AuthenticationData said) {
        byte[] credentialId = Objects.requireNonNull(said.getCredentialId());
        byte[] handle = Objects.requireNonNull(said.getUserHandle());
        return rows.findByCredentialId(credentialId)
                .filter(found -> handles.personOf(handle)
                        .filter(found.personId()::equals)
                        .isPresent());
    }

    private Passkey passkey(UUID personId, UUID id) {
        return rows.findByIdAndPersonId(id, personId).orElseThrow(() -> new NotFound("passkey", id));
    }

    private static void checkName(String name, Refusal.Collector problems) {
        problems.require(!name.isBlank(), "name", "missing");
        problems.require(PlainText.isLine(name), "name", "hidden-characters");
        problems.require(name.length() <= LONGEST_NAME && PlainText.canBeKept(name), "name", "cannot-be-kept");
    }

    private void tell(Person person, String change, String name) {
        letters.tellPerson(
                person,
                "passkey/" + Ids.next(),
                "passkey",
                Map.of("what", person.login(), "change", change, "name", name, "link", "/me/passkeys"));
    }
}
