package org.batuta.secrets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** What a content is bound to. All of it is associated data, so a copy in another row, or with another word, is noise. */
record Sealing(
        UUID id, String purpose, UUID accountId, @Nullable UUID serverId, UUID scope) {

    byte[] description() {
        String server = serverId == null ? "any" : serverId.toString();
        return String.join("\n", id.toString(), purpose, accountId.toString(), server, scope.toString())
                .getBytes(StandardCharsets.UTF_8);
    }

    byte[] encrypt(byte[] dataKey, byte[] iv, byte[] content) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, dataKey, iv).doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A content cannot be sealed", e);
        }
    }

    byte[] decrypt(byte[] dataKey, byte[] iv, byte[] ciphertext) {
        try {
            return cipher(Cipher.DECRYPT_MODE, dataKey, iv).doFinal(ciphertext);
        } catch (AEADBadTagException e) {
            throw new EnvelopeGone(id, EnvelopeGone.Why.FOREIGN);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Envelope " + id + " cannot be read", e);
        }
    }

    private Cipher cipher(int mode, byte[] dataKey, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(dataKey, "AES"), new GCMParameterSpec(128, iv));
        cipher.updateAAD(description());
        return cipher;
    }
}
