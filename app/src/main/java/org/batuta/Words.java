package org.batuta;

import com.ibm.icu.text.MessageFormat;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.Assert;

/**
 * The words that people read: every package may have its {@code messages.properties}, found by being there, and one
 * file beside it for each language. Texts with arguments are ICU message patterns, for the sake of their plurals (T43).
 * An argument that is a map, and the only one, gives its values by their names.
 */
class Words extends ResourceBundleMessageSource {

    private static final String ROOT = "org/batuta/";
    private static final String FILE = "messages.properties";

    Words() throws IOException {
        Resource[] found = new PathMatchingResourcePatternResolver().getResources("classpath*:" + ROOT + "**/" + FILE);
        Assert.state(found.length > 0, "there are no words on the class path");
        setBasenames(Arrays.stream(found).map(Words::bundle).distinct().sorted().toArray(String[]::new));
        setDefaultEncoding("UTF-8");
        setFallbackToSystemLocale(false);
    }

    private static String bundle(Resource file) {
        try {
            String url = file.getURL().toString();
            return url.substring(url.lastIndexOf(ROOT), url.length() - ".properties".length());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected @Nullable String getMessageInternal(
            @Nullable String code, Object @Nullable [] args, @Nullable Locale reader) {
        if (code == null) {
            return null;
        }
        Locale locale = reader == null ? Locale.ENGLISH : reader;
        String pattern = resolveCodeWithoutArguments(code, locale);
        if (pattern == null || args == null || args.length == 0) {
            return pattern;
        }
        Object named = args.length == 1 && args[0] instanceof Map ? args[0] : resolveArguments(args, locale);
        return new MessageFormat(pattern, locale).format(named);
    }
}
