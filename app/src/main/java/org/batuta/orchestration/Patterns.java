package org.batuta.orchestration;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.batuta.kernel.PlainText;
import org.batuta.kernel.Refusal;

/**
 * Regular expressions that people write, for what servers say. One that a server could keep busy for long, by saying the
 * right thing, is refused.
 */
final class Patterns {

    private static final String FIELD = "value";
    private static final int LONGEST = 1000;

    /** Twice what looking at each beginning and each end of a sample costs. */
    private static final int MOST_LOOKS = 4_000_000;

    private static final int SAMPLE = 1500;

    /** What repeats, and then does not end as it might have to. */
    private static final List<String> SAMPLES = List.of("a", "0", " ", "a ", "aA0_-", "a.", "/a:@", "\t", "=\"'");

    private Patterns() {}

    /**
     * Reads one.
     *
     * @throws Refusal at {@code value}
     */
    static Pattern read(String text) {
        if (text.length() > LONGEST || !PlainText.isLine(text)) {
            throw Refusal.at(FIELD, "pattern.line", LONGEST);
        }
        Pattern pattern = compiled(text);
        for (String sample : SAMPLES) {
            try {
                pattern.matcher(new Watched(sample.repeat(SAMPLE / sample.length()) + "\u0000"))
                        .find();
            } catch (TooSlow | StackOverflowError e) {
                throw Refusal.at(FIELD, "pattern.slow");
            }
        }
        return pattern;
    }

    private static Pattern compiled(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw Refusal.at(FIELD, "pattern.unreadable", Math.max(1, e.getIndex() + 1));
        }
    }

    private static final class TooSlow extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooSlow() {
            super(null, null, false, false);
        }
    }

    /** A text that counts how often it is looked at. */
    private static final class Watched implements CharSequence {

        private final String text;
        private int looks;

        Watched(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++looks > MOST_LOOKS) {
                throw new TooSlow();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
