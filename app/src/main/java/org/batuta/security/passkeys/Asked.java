package org.batuta.security.passkeys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.batuta.accounts.Person;
import org.springframework.stereotype.Component;

/** What a browser is asked for, as WebAuthn writes it in JSON; bytes are base64url. Our own script reads it. */
@Component
class Asked {

    /** How long a challenge may be answered. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    /** ES256, EdDSA and RS256, as COSE numbers them: among them is one that each device knows. */
    static final List<Long> ALGORITHMS = List.of(-7L, -8L, -257L);

    private static final String NAME = "Batuta";
    private static final String KEY = "public-key";

    private final PasskeySettings settings;
    private final ObjectMapper json;

    Asked(PasskeySettings settings, ObjectMapper json) {
        this.settings = settings;
        this.json = json;
    }

    /**
     * To make a key that names its person by itself: the login asks for no name, so another kind would open nothing.
     *
     * @param known the person's keys, of which a device shall not make a second one
     */
    String toMake(String challenge, byte[] handle, Person person, List<Passkey> known) {
        return written(Map.of(
                "challenge", challenge,
                "rp", Map.of("id", settings.host(), "name", NAME),
                "user", Map.of("id", text(handle), "name", person.login(), "displayName", person.name()),
                "pubKeyCredParams",
                        ALGORITHMS.stream()
                                .map(each -> Map.of("type", KEY, "alg", each))
                                .toList(),
                "excludeCredentials", known.stream().map(Asked::described).toList(),
                "authenticatorSelection",
                        Map.of(
                                "residentKey", "required",
                                "requireResidentKey", true,
                                "userVerification", "required"),
                "attestation", "none",
                "timeout", PATIENCE.toMillis()));
    }

    /** For whichever key of ours the person has, and chooses. */
    String toOpen(String challenge) {
        return written(Map.of(
                "challenge",
                challenge,
                "rpId",
                settings.host(),
                "userVerification",
                "required",
                "timeout",
                PATIENCE.toMillis()));
    }

    private static Map<String, Object> described(Passkey passkey) {
        return Map.of("type", KEY, "id", text(passkey.credentialId()), "transports", passkey.transports());
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String written(Map<String, Object> options) {
        try {
            return json.writeValueAsString(options);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are always JSON", e);
        }
    }
}
