package org.batuta.security.factor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes of six digits, another one each 30 seconds (RFC 6238, with HMAC-SHA-1: the only one that all authenticator apps
 * know). The code before and the one after count too, for clocks that are a little wrong.
 */
final class Totp {

    private static final int STEP_SECONDS = 30;
    private static final int BESIDE = 1;
    private static final int MODULUS = 1_000_000;

    private Totp() {}

    static long step(Instant when) {
        return Math.floorDiv(when.getEpochSecond(), STEP_SECONDS);
    }

    static String code(byte[] secret, long step) {
        byte[] hash = hash(secret, step);
        int offset = hash[hash.length - 1] & 0xf;
        int binary = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & Integer.MAX_VALUE;
        return "%06d".formatted(binary % MODULUS);
    }

    /** Whose code this is at that time: a step that is later than {@code last}, so that no code counts twice. */
    static OptionalLong stepOf(byte[] secret, String code, Instant when, long last) {
        byte[] said = code.getBytes(StandardCharsets.UTF_8);
        return LongStream.rangeClosed(step(when) - BESIDE, step(when) + BESIDE)
                .filter(step -> step > last)
                .filter(step -> MessageDigest.isEqual(code(secret, step).getBytes(StandardCharsets.UTF_8), said))
                .findFirst();
    }

    private static byte[] hash(byte[] secret, long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "RAW"));
            return mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("There is no HMAC-SHA-1", e);
        }
    }
}
