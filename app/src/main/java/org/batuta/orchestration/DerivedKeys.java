package org.batuta.orchestration;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** Secrets that every node can make again from the key with which it operates servers, so none of them is stored. */
@Component
public class DerivedKeys {

    private static final String ALGORITHM = "HmacSHA256";

    private final PrivateKey key;

    DerivedKeys(SshKeys keys) {
        this.key = keys.pair(Door.OPERATE).getPrivate();
    }

    /** 256 bits that belong to this purpose and to no other. */
    public byte[] derive(String purpose) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getEncoded(), ALGORITHM));
            return mac.doFinal(("batuta " + purpose).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
