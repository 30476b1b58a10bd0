package org.batuta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The words of all packages. */
class WordsTest {

    private final Words words = read();

    @Test
    void areFoundInThePackageThatSpeaksThem() {
        assertThat(say("refusal.missing")).isEqualTo("Please fill this in.");
        assertThat(say("refusal.mailbox.quota", 1, 2000)).isEqualTo("Between 1 and 2,000 MB.");
    }

    @Test
    void knowOneFromMany() {
        assertThat(say("testing.rows", 1)).isEqualTo("It's one row");
        assertThat(say("testing.rows", 3)).isEqualTo("It's 3 rows");
    }

    @Test
    void areEnglishForWhoeverReadsALanguageThatWeDoNotSpeak() {
        assertThat(words.getMessage("refusal.missing", null, Locale.FRENCH)).isEqualTo("Please fill this in.");
    }

    private String say(String code, Object... args) {
        return words.getMessage(code, args, Locale.ENGLISH);
    }

    private static Words read() {
        try {
            return new Words();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
