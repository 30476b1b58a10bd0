package org.batuta.accounts;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.batuta.kernel.PlainText;
import org.batuta.kernel.Refusal;
import org.springframework.core.io.ClassPathResource;

/**
 * What a password must be that somebody chooses, for a login and for every service (T07, A14): long enough, of
 * characters that can be typed, not one of those that everybody tries, hard to guess, and without the names of whom it
 * belongs to.
 */
public final class PasswordRules {

    private static final int SHORTEST = 10;
    private static final int LONGEST = 200;

    /** Of four, as zxcvbn counts: more than 10^8 guesses, which no throttled login and no slow hash lets anybody make. */
    private static final int HARD_ENOUGH = 3;

    /** The estimate tries every way to read letters in these, and each further one multiplies its time. */
    private static final String READ_AS_LETTERS = "4@8({[<369&#!1/|0$5+7%2";

    private static final int MOST_READ_AS_LETTERS = 6;
    private static final int ESTIMATED = 40;
    private static final int SHORTEST_NAME = 4;
    private static final Pattern BETWEEN_NAMES = Pattern.compile("[^\\p{L}\\p{N}]+");

    private static final Zxcvbn ESTIMATE = new Zxcvbn();
    private static final Set<String> BLOCKED = blocked();

    private PasswordRules() {}

    /**
     * Notes at {@code field} why the password cannot be chosen, and nothing when it can.
     *
     * @param names whom and what it belongs to: login, person, account, address, domain
     */
    public static void check(
            CharSequence password, Collection<String> names, String field, Refusal.Collector problems) {
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            problems.add(field, "password.length", SHORTEST, LONGEST);
        } else if (!password.codePoints().allMatch(PasswordRules::canBeTyped)) {
            problems.add(field, "hidden-characters");
        } else if (BLOCKED.contains(plain(password.toString()))) {
            problems.add(field, "password.known");
        } else if (hasOneOf(plain(password.toString()), names)) {
            problems.add(field, "password.name");
        } else if (ESTIMATE.measure(bounded(password)).getScore() < HARD_ENOUGH) {
            problems.add(field, "password.weak");
        }
    }

    private static boolean hasOneOf(String password, Collection<String> names) {
        return names.stream()
                .flatMap(name -> Stream.concat(
                        BETWEEN_NAMES.splitAsStream(name.toLowerCase(Locale.ROOT)), Stream.of(plain(name))))
                .filter(name -> name.length() >= SHORTEST_NAME)
                .anyMatch(password::contains);
    }

    /** In small letters, without what stands between words. */
    private static String plain(String text) {
        return BETWEEN_NAMES.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    private static CharSequence bounded(CharSequence password) {
        StringBuilder bounded = new StringBuilder(ESTIMATED);
        Set<Integer> read = new HashSet<>();
        password.chars().limit(ESTIMATED).forEach(c -> {
            boolean tooMany = READ_AS_LETTERS.indexOf(c) >= 0
                    && !read.contains(c)
                    && (read.size() == MOST_READ_AS_LETTERS || !read.add(c));
            bounded.append(tooMany ? '~' : (char) c);
        });
        return bounded;
    }

    private static boolean canBeTyped(int c) {
        return !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE && c != PlainText.UNREADABLE;
    }

    private static Set<String> blocked() {
        try {
            return new ClassPathResource("blocked-passwords.txt", PasswordRules.class)
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(PasswordRules::plain)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
