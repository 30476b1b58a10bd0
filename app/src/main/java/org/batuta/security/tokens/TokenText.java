package org.batuta.security.tokens;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * What a token looks like: a beginning by which programs that look for lost secrets know it, 30 random characters
 * (178 bits, so a plain SHA-256 of it cannot be turned back), and a checksum by which anybody can tell one of ours
 * from any other text without asking us.
 */
final class TokenText {

    private static final String PREFIX = "btt_";
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_LENGTH = 30;
    private static final int CHECK_LENGTH = 6;
    private static final int START_LENGTH = PREFIX.length() + 4;
    private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9A-Za-z]{" + (RANDOM_LENGTH + CHECK_LENGTH) + "}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private TokenText() {}

    static String next() {
        StringBuilder text = new StringBuilder(PREFIX);
        RANDOM.ints(RANDOM_LENGTH, 0, DIGITS.length()).forEach(digit -> text.append(DIGITS.charAt(digit)));
        return text + check(text.toString());
    }

    /** Whether this could be a token: most of what is no token is told apart here, without the database. */
    static boolean isOne(String text) {
        int end = text.length() - CHECK_LENGTH;
        return FORM.matcher(text).matches() && check(text.substring(0, end)).equals(text.substring(end));
    }

    /** As much of it as may be shown, to tell one's tokens apart. */
    static String start(String token) {
        return token.substring(0, START_LENGTH);
    }

    static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static String check(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.US_ASCII));
        BigInteger left = BigInteger.valueOf(sum.getValue());
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < CHECK_LENGTH; i++) {
            BigInteger[] parts = left.divideAndRemainder(BigInteger.valueOf(DIGITS.length()));
            digits.append(DIGITS.charAt(parts[1].intValue()));
            left = parts[0];
        }
        return digits.reverse().toString();
    }
}
