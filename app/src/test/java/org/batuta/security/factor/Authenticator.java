package org.batuta.security.factor;

import java.time.Instant;
import org.apache.commons.codec.binary.Base32;

/** The app on somebody's telephone. */
public final class Authenticator {

    private Authenticator() {}

    /** The code that it shows now. */
    public static String codeOfNow(String secretInBase32) {
        return Totp.code(new Base32().decode(secretInBase32), Totp.step(Instant.now()));
    }
}
