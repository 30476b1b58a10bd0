package org.batuta.notifications;

import com.ibm.icu.text.MessageFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Makes subject, text and HTML of a letter. The words of a template {@code x} are the messages {@code x.subject},
 * {@code x.text} (paragraphs parted by blank lines) and {@code x.link}, with ICU placeholders by name; {@code more} tells
 * how many others were held back. Values are data: the HTML escapes them, and no value begins a new line of the subject.
 */
@Component
class Composer {

    private static final String FOLDER = "org/batuta/notifications/letters/";

    private final SpringTemplateEngine engine = new SpringTemplateEngine();
    private final MailSettings settings;

    Composer(MailSettings settings) {
        this.settings = settings;
        engine.addTemplateResolver(resolver(TemplateMode.HTML, ".html"));
        engine.addTemplateResolver(resolver(TemplateMode.TEXT, ".txt"));
    }

    /** A letter ready for the post. */
    record Composed(String subject, String text, String html) {}

    Composed compose(Letter letter) {
        ResourceBundle words = words(letter.language());
        Map<String, Object> values = shown(letter.model());
        String subject = fill(words, letter.template() + ".subject", values);
        Context context = new Context(letter.language());
        context.setVariable("language", letter.language().toLanguageTag());
        context.setVariable("subject", subject);
        context.setVariable("paragraphs", paragraphs(text(words, letter, values)));
        context.setVariable("evidence", Shown.block(letter.model().get("evidence")));
        context.setVariable("link", link(letter.model().get("link")));
        context.setVariable("linkText", fill(words, letter.template() + ".link", values));
        context.setVariable("closing", fill(words, "closing", values));
        return new Composed(subject, engine.process("letter.txt", context), engine.process("letter.html", context));
    }

    private static String text(ResourceBundle words, Letter letter, Map<String, Object> values) {
        String text = fill(words, letter.template() + ".text", values);
        return letter.model().get("more") instanceof Integer more && more > 0
                ? text + "\n\n" + fill(words, "more", values)
                : text;
    }

    private static Map<String, Object> shown(Map<String, Object> model) {
        Map<String, Object> values = new HashMap<>(Map.of("count", 1));
        model.forEach((name, value) -> values.put(name, Shown.line(value)));
        return values;
    }

    private String link(@Nullable Object path) {
        return path == null ? "" : settings.site().resolve(path.toString()).toString();
    }

    private static String fill(ResourceBundle words, String key, Map<String, Object> values) {
        Locale language = words.getLocale().equals(Locale.ROOT) ? Locale.ENGLISH : words.getLocale();
        return new MessageFormat(words.getString(key), language).format(values);
    }

    private static List<String> paragraphs(String text) {
        return text.lines().filter(line -> !line.isBlank()).toList();
    }

    /** @throws MissingResourceException never for a language we do not speak: that reads English */
    private static ResourceBundle words(Locale language) {
        return ResourceBundle.getBundle(
                FOLDER.replace('/', '.') + "letters",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    private static ClassLoaderTemplateResolver resolver(TemplateMode mode, String ending) {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(Composer.class.getClassLoader());
        resolver.setPrefix(FOLDER);
        resolver.setTemplateMode(mode);
        resolver.setCharacterEncoding("UTF-8");
        resolver.getResolvablePatternSpec().addPattern("*" + ending);
        return resolver;
    }
}
