package org.batuta.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of all letters in all languages (T43). */
class WordsTest {

    private static final String BUNDLE = "org.batuta.notifications.letters.letters";

    private final Composer composer = new Composer(new MailSettings(
            "localhost",
            25,
            "",
            "",
            false,
            Duration.ofSeconds(1),
            "a@x.test",
            List.of(),
            Locale.ENGLISH,
            URI.create("https://x.test"),
            20));

    @ParameterizedTest
    @ValueSource(strings = {"de", "es", "ca"})
    void everyLanguageHasTheSameWordsAndPlaceholders(String language) {
        ResourceBundle english = words(Locale.ROOT);
        ResourceBundle other = words(Locale.forLanguageTag(language));

        assertThat(other.getLocale().getLanguage()).isEqualTo(language);
        for (String key : english.keySet()) {
            assertThat(placeholders(other.getString(key))).as(key).isEqualTo(placeholders(english.getString(key)));
            assertThat(other.getString(key)).as(key).isNotEqualTo(english.getString(key));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "es", "ca", "fr"})
    void everyLetterCanBeWritten(String language) {
        words(Locale.ROOT).keySet().stream()
                .filter(key -> key.endsWith(".subject"))
                .map(key -> key.substring(0, key.indexOf('.')))
                .forEach(template -> {
                    Composer.Composed letter = compose(language, template, 2);
                    assertThat(letter.subject()).as(template).doesNotContain("{", "}");
                    assertThat(letter.text())
                            .as(template)
                            .doesNotContain("{", "}")
                            .contains("https://x.test/here");
                    assertThat(letter.html()).as(template).contains("href=\"https://x.test/here\"");
                });
    }

    @Test
    void countsInWords() {
        assertThat(compose("en", "repair-wanted", 1).text()).contains("An operation needs a person");
        assertThat(compose("en", "repair-wanted", 3).text()).contains("3 operations need a person");
        assertThat(compose("de", "repair-wanted", 3).text()).contains("3 Vorgänge brauchen einen Menschen");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "es", "ca"})
    void k23TellsHowManyWereHeldBack(String language) {
        Letter letter = new Letter(
                UUID.randomUUID(),
                "e",
                "r",
                Locale.forLanguageTag(language),
                "not-seen",
                Map.of("what", "w"),
                true,
                Letter.Way.USUAL);

        assertThat(composer.compose(letter.andMore(7)).text()).contains("7");
        assertThat(composer.compose(letter.andMore(0)).text())
                .isEqualTo(composer.compose(letter).text())
                .doesNotContain("0");
    }

    @Test
    void namesTheWishInTheReadersLanguage() {
        Map<String, Object> model = Map.of("service", "x.test", "verb", "create");

        assertThat(composer.compose(new Letter(
                                UUID.randomUUID(),
                                "e",
                                "r",
                                Locale.GERMAN,
                                "request-done",
                                model,
                                false,
                                Letter.Way.USUAL))
                        .text())
                .contains("Ihr Wunsch „anlegen“ für x.test ist erledigt");
    }

    private Composer.Composed compose(String language, String template, int count) {
        Map<String, Object> model = new HashMap<>(Map.of("task", "t", "since", "now", "taken", "yes", "who", "ada"));
        model.putAll(Map.of("service", "x", "verb", "v", "what", "w", "server", "s", "count", count, "link", "/here"));
        model.putAll(Map.of("account", "a", "days", count, "subject", "m", "why", "y", "minutes", count));
        model.putAll(Map.of("change", "on", "name", "n", "role", "OWNER", "number", "1002", "came", "c", "until", "u"));
        return composer.compose(new Letter(
                UUID.randomUUID(),
                "e",
                "r",
                Locale.forLanguageTag(language),
                template,
                model,
                false,
                Letter.Way.USUAL));
    }

    private static ResourceBundle words(Locale language) {
        return ResourceBundle.getBundle(
                BUNDLE,
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    private static Set<String> placeholders(String text) {
        return new MessageFormat(text, Locale.ENGLISH).getArgumentNames();
    }
}
