package org.batuta.secrets;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.commons.codec.digest.Sha2Crypt;
import org.batuta.kernel.Refusal;

/**
 * Turns a password into what a server keeps to recognise it. Only verifiers leave the edge, and only inside an
 * {@link Envelopes envelope}, because a stolen one can still be guessed at.
 */
public final class Verifiers {

    private static final String SCHEME = "{SHA512-CRYPT}";
    private static final int ROUNDS = 50_000;
    private static final String SALT_ALPHABET = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Verifiers() {}

    /**
     * The verifier that Dovecot, PAM and Apache take, with the scheme in front, so that a password which itself begins
     * with a scheme stays data.
     *
     * @throws Refusal at {@code password} when it has characters that no protocol can carry
     */
    public static String sha512Crypt(Secret password) {
        byte[] bytes = bytes(password);
        try {
            return SCHEME + Sha2Crypt.sha512Crypt(bytes, "$6$rounds=" + ROUNDS + "$" + salt());
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Whether this password has this verifier. */
    public static boolean isOf(String verifier, Secret password) {
        byte[] bytes = bytes(password);
        try {
            String hash = verifier.substring(SCHEME.length());
            return MessageDigest.isEqual(
                    hash.getBytes(StandardCharsets.UTF_8),
                    Sha2Crypt.sha512Crypt(bytes, hash).getBytes(StandardCharsets.UTF_8));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** What proves which verifier a server keeps without showing it: the SHA-256 of its text in hexadecimal. */
    public static String fingerprint(String verifier) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(verifier.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static byte[] bytes(Secret password) {
        try {
            byte[] bytes = password.utf8();
            for (byte b : bytes) {
                if (b >= 0 && b < 0x20 || b == 0x7F) {
                    Arrays.fill(bytes, (byte) 0);
                    throw Refusal.at("password", "control-characters");
                }
            }
            return bytes;
        } catch (CharacterCodingException e) {
            throw Refusal.at("password", "control-characters");
        }
    }

    private static String salt() {
        StringBuilder salt = new StringBuilder(16);
        RANDOM.ints(16, 0, SALT_ALPHABET.length()).forEach(i -> salt.append(SALT_ALPHABET.charAt(i)));
        return salt.toString();
    }
}
