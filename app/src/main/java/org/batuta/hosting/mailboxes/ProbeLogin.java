package org.batuta.hosting.mailboxes;

import java.util.Base64;
import org.batuta.orchestration.DerivedKeys;
import org.batuta.secrets.Secret;
import org.batuta.secrets.Verifiers;
import org.springframework.stereotype.Component;

/**
 * The master user with which probes look into mailboxes. Its password is stored nowhere: every node derives the same
 * one from the key with which it operates servers. Servers know its verifier and take it from the nodes only.
 */
@Component
class ProbeLogin {

    /** The name of the user on every mail server. */
    static final String USER = "batuta-probe";

    private final DerivedKeys keys;

    ProbeLogin(DerivedKeys keys) {
        this.keys = keys;
    }

    String password() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(keys.derive("mail probe"));
    }

    /** What a mail server keeps of the password. */
    String verifier() {
        try (Secret secret = Secret.of(password())) {
            return Verifiers.sha512Crypt(secret);
        }
    }
}
