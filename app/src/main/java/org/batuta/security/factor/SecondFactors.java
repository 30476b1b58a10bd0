package org.batuta.security.factor;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.codec.binary.Base32;
import org.batuta.accounts.People;
import org.batuta.accounts.Person;
import org.batuta.accounts.Personnel;
import org.batuta.accounts.SecondFactorHolders;
import org.batuta.audit.Audit;
import org.batuta.kernel.Ids;
import org.batuta.kernel.Refusal;
import org.batuta.notifications.Letters;
import org.batuta.secrets.SharedKey;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whether a login asks for a second factor: a code of an authenticator app, or one of ten recovery codes (A07). Every
 * change of it is in the audit, and its person gets a letter.
 */
@Component
@Transactional
public class SecondFactors implements SecondFactorHolders {

    private static final String PURPOSE = "second-factor";
    private static final String ISSUER = "Batuta";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** As RFC 4226 recommends. */
    private static final int SECRET_BYTES = 20;

    private final SecondFactorRows rows;
    private final RecoveryCodes recovery;
    private final SharedKey key;
    private final People people;
    private final Personnel personnel;
    private final Letters letters;
    private final Audit audit;
    private final Clock clock;

    SecondFactors(
            SecondFactorRows rows,
            RecoveryCodes recovery,
            SharedKey key,
            People people,
            Personnel personnel,
            Letters letters,
            Audit audit,
            Clock clock) {
        this.rows = rows;
        this.recovery = recovery;
        this.key = key;
        this.people = people;
        this.personnel = personnel;
        this.letters = letters;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What there is.
     *
     * @param since when it was turned on; null while it is off
     * @param begun whether an app may know the secret and no code of it was seen yet
     * @param recoveryCodes how many of them were not used
     */
    public record State(@Nullable Instant since, boolean begun, int recoveryCodes) {

        /** Whether a login asks for it. */
        public boolean isOn() {
            return since != null;
        }
    }

    /**
     * What an app has to know, while it is being set up.
     *
     * @param secret to be typed, in groups of four
     * @param picture the same to be looked at with a camera, as an address that holds it
     */
    public record Setup(String secret, String picture) {}

    /** What there is of this person. */
    @Transactional(readOnly = true)
    public State of(UUID personId) {
        Optional<SecondFactor> factor = rows.findById(personId);
        return new State(
                factor.map(SecondFactor::confirmed).orElse(null),
                factor.filter(begun -> !begun.isOn()).isPresent(),
                recovery.left(personId));
    }

    /** Whether a login of this person asks for it. */
    @Transactional(readOnly = true)
    public boolean isOn(UUID personId) {
        return rows.findById(personId).filter(SecondFactor::isOn).isPresent();
    }

    @Override
    @Transactional(readOnly = true)
    public Set<UUID> among(Collection<UUID> people) {
        return rows.confirmed(people);
    }

    /**
     * Makes the secret for an app. Logins do not ask for it before a code was seen.
     *
     * @throws Refusal when it is on already
     */
    public void begin(Person person) {
        if (isOn(person.id())) {
            throw Refusal.at("", "second-factor.is-on");
        }
        rows.remove(person.id());
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        rows.saveAndFlush(new SecondFactor(person.id(), key.seal(PURPOSE, person.id(), secret), clock.instant()));
    }

    /** What the app has to know; nothing when it is on, because it is shown only until then, or was not begun. */
    @Transactional(readOnly = true)
    public Optional<Setup> setup(Person person) {
        return rows.findById(person.id()).filter(factor -> !factor.isOn()).map(factor -> {
            String secret = new Base32().encodeAsString(secret(factor));
            String grouped = secret.replaceAll("(.{4})(?!$)", "$1 ");
            return new Setup(grouped, QrCode.of(uri(person.login(), secret)));
        });
    }

    /**
     * Turns it on, because the app shows the right code.
     *
     * @return the recovery codes, which are told this once
     * @throws Refusal at {@code code} when it is not the right one, or nothing was begun
     */
    public List<String> confirm(Person person, String code) {
        SecondFactor factor = rows.findById(person.id())
                .filter(begun -> !begun.isOn())
                .orElseThrow(() -> Refusal.at("code", "second-factor.not-begun"));
        if (!isCode(factor, code)) {
            throw Refusal.at("code", "second-factor.wrong");
        }
        rows.findById(person.id()).orElseThrow().confirm(clock.instant());
        changed(person, "on");
        return recovery.make(person.id());
    }

    /** Whether a login may go on with this: a code of the app, or a recovery code. Each counts once. */
    public boolean accepts(UUID personId, String code) {
        Optional<SecondFactor> factor = rows.findById(personId).filter(SecondFactor::isOn);
        if (factor.isEmpty()) {
            return false;
        }
        if (isCode(factor.get(), code)) {
            return true;
        }
        boolean recovered = recovery.use(personId, code);
        if (recovered) {
            changed(people.findById(personId).orElseThrow(), "recovered");
        }
        return recovered;
    }

    /** New recovery codes for whoever has it on; the earlier ones open nothing any more. */
    public List<String> newRecoveryCodes(Person person) {
        if (!isOn(person.id())) {
            throw Refusal.at("", "second-factor.is-off");
        }
        changed(person, "codes");
        return recovery.make(person.id());
    }

    /** Turns it off, or gives up what was begun. */
    public void end(Person person) {
        boolean on = isOn(person.id());
        if (rows.remove(person.id()) > 0 && on) {
            changed(person, "off");
        }
    }

    /**
     * Turns it off for somebody who has lost app and recovery codes, and ends all logins of that person. Whoever does it
     * has made sure who it is.
     *
     * @throws org.batuta.kernel.NotFound when there is nobody
     */
    @PreAuthorize("hasAuthority('MANAGE_ACCOUNTS')")
    public void reset(UUID personId) {
        Person person = personnel.get(personId);
        if (rows.remove(personId) > 0) {
            personnel.endLogins(personId);
            changed(person, "reset");
        }
    }

    private boolean isCode(SecondFactor factor, String code) {
        String plain = code.replaceAll("\\s", "");
        OptionalLong step = Totp.stepOf(secret(factor), plain, clock.instant(), factor.lastStep());
        return step.isPresent() && rows.use(factor.personId(), step.getAsLong()) == 1;
    }

    private byte[] secret(SecondFactor factor) {
        return key.open(PURPOSE, factor.personId(), factor.sealed());
    }

    private void changed(Person person, String what) {
        audit.record("person.second-factor-" + what, "person", person.id(), null, null);
        letters.tellPerson(
                person,
                PURPOSE + "/" + Ids.next(),
                PURPOSE,
                Map.of("what", person.login(), "change", what, "link", "/me/second-factor"));
    }

    /** As apps read it: https://github.com/google/google-authenticator/wiki/Key-Uri-Format. */
    private static String uri(String login, String secret) {
        String label = URLEncoder.encode(ISSUER + ":" + login, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%3A", ":");
        return "otpauth://totp/" + label + "?secret=" + secret + "&issuer=" + ISSUER;
    }
}
