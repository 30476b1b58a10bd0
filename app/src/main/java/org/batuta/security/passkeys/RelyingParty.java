package org.batuta.security.passkeys;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticatorTransport;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.authenticator.COSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.data.extension.authenticator.AuthenticationExtensionsAuthenticatorOutputs;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The side of the provider in WebAuthn (level 2): what is asked of a browser is {@link Asked}, here is what its answers
 * prove. Whoever holds the device is always verified by it, so that a passkey is two factors. Which make a device is of
 * does not matter, so no attestation is asked for and none is looked at.
 */
@Component
class RelyingParty {

    /** What the answer to a challenge is worth. */
    enum Verdict {
        RIGHT,
        WRONG,
        /** Right, but the device has counted less than it had already: there are two of it. */
        COPIED
    }

    private static final Logger LOG = LoggerFactory.getLogger(RelyingParty.class);
    private static final int LONGEST_ANSWER = 20_000;
    private static final int MOST_TRANSPORTS = 10;
    private static final Pattern TRANSPORT = Pattern.compile("[a-z][a-z-]{0,19}");
    private static final List<PublicKeyCredentialParameters> ALGORITHMS = Asked.ALGORITHMS.stream()
            .map(COSEAlgorithmIdentifier::create)
            .map(each -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, each))
            .toList();

    private final ObjectConverter converter = new ObjectConverter();
    private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);
    private final PasskeySettings settings;

    RelyingParty(PasskeySettings settings) {
        this.settings = settings;
    }

    /** The key that a browser says was made; none when the answer is not the one to this challenge. */
    Optional<NewKey> made(String challenge, String answer) {
        if (answer.length() > LONGEST_ANSWER) {
            return Optional.empty();
        }
        try {
            return Optional.of(key(manager.verifyRegistrationResponseJSON(
                    answer, new RegistrationParameters(server(challenge), ALGORITHMS, true))));
        } catch (RuntimeException hostile) {
            // it may be anything, and the library says so in many ways
            LOG.debug("No passkey was made", hostile);
            return Optional.empty();
        }
    }

    /** What a browser sent; nothing when it cannot be read. It proves nothing yet. */
    Optional<AuthenticationData> read(String answer) {
        if (answer.length() > LONGEST_ANSWER) {
            return Optional.empty();
        }
        try {
            AuthenticationData data = manager.parseAuthenticationResponseJSON(answer);
            return Optional.of(data).filter(read -> read.getCredentialId() != null && read.getUserHandle() != null);
        } catch (RuntimeException hostile) {
            // it may be anything, and the library says so in many ways
            LOG.debug("No answer of a passkey", hostile);
            return Optional.empty();
        }
    }

    /** Whether this passkey has answered the challenge for our site, and its holder was verified. */
    Verdict verdict(String challenge, AuthenticationData answer, Passkey passkey) {
        try {
            manager.verify(answer, new AuthenticationParameters(server(challenge), record(passkey), null, true));
            return Verdict.RIGHT;
        } catch (MaliciousCounterValueException copied) {
            LOG.debug("A passkey was copied", copied);
            return Verdict.COPIED;
        } catch (WebAuthnException wrong) {
            LOG.debug("A passkey did not answer what was asked", wrong);
            return Verdict.WRONG;
        }
    }

    private ServerProperty server(String challenge) {
        return new ServerProperty(new Origin(settings.origin()), settings.host(), new DefaultChallenge(challenge));
    }

    private NewKey key(RegistrationData data) {
        AuthenticatorData<?> device =
                Objects.requireNonNull(data.getAttestationObject()).getAuthenticatorData();
        AttestedCredentialData credential = Objects.requireNonNull(device.getAttestedCredentialData());
        Set<AuthenticatorTransport> transports = Objects.requireNonNullElse(data.getTransports(), Set.of());
        return new NewKey(
                credential.getCredentialId(),
                converter.getCborConverter().writeValueAsBytes(credential.getCOSEKey()),
                device.getSignCount(),
                transports.stream()
                        .map(AuthenticatorTransport::getValue)
                        .filter(transport -> TRANSPORT.matcher(transport).matches())
                        .sorted()
                        .limit(MOST_TRANSPORTS)
                        .toList(),
                device.isFlagBE(),
                device.isFlagBS());
    }

    private CredentialRecord record(Passkey passkey) {
        COSEKey key =
                Objects.requireNonNull(converter.getCborConverter().readValue(passkey.publicKey(), COSEKey.class));
        return new CredentialRecordImpl(
                new NoneAttestationStatement(),
                true,
                passkey.isBackupEligible(),
                passkey.isBackedUp(),
                passkey.signCount(),
                new AttestedCredentialData(AAGUID.ZERO, passkey.credentialId(), key),
                new AuthenticationExtensionsAuthenticatorOutputs<>(),
                null,
                null,
                null);
    }
}
