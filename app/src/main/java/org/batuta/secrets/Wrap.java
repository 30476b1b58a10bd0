package org.batuta.secrets;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.jspecify.annotations.Nullable;

/**
 * A data key sealed for one reader: hybrid public key encryption as in RFC 9180 (X25519, HKDF-SHA256, AES-256-GCM), the
 * envelope's description as associated data.
 */
record Wrap(byte[] encapsulation, byte[] wrapped) {

    private static final byte[] INFO = "batuta envelope 1".getBytes(StandardCharsets.US_ASCII);

    static Wrap of(byte[] dataKey, byte[] publicKey, byte[] description) {
        try {
            HPKE hpke = hpke();
            byte[][] sealed =
                    hpke.seal(hpke.deserializePublicKey(publicKey), INFO, description, dataKey, null, null, null);
            return new Wrap(sealed[1], sealed[0]);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("A data key cannot be sealed", e);
        }
    }

    /** The data key, or null when this is not what was sealed for that key and description. */
    byte @Nullable [] open(byte[] privateKey, byte[] description) {
        try {
            HPKE hpke = hpke();
            AsymmetricCipherKeyPair pair = hpke.deserializePrivateKey(privateKey, publicKey(privateKey));
            return hpke.open(encapsulation, pair, INFO, description, wrapped, null, null, null);
        } catch (InvalidCipherTextException | IllegalArgumentException e) {
            return null;
        }
    }

    static byte[] newPrivateKey() {
        HPKE hpke = hpke();
        return hpke.serializePrivateKey(hpke.generatePrivateKey().getPrivate());
    }

    static byte[] publicKey(byte[] privateKey) {
        return new X25519PrivateKeyParameters(privateKey).generatePublicKey().getEncoded();
    }

    private static HPKE hpke() {
        return new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    }
}
