package org.batuta.frame;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Makes what templates offer in a selector: each value with its words, in the reader's language. */
@Component
class Choices {

    private final MessageSource words;

    Choices(MessageSource words) {
        this.words = words;
    }

    /** The values in their order; the words of each are the message {@code <prefix>.<value>}. */
    public Map<String, String> of(String prefix, Object[] values) {
        return of(prefix, Arrays.asList(values));
    }

    /** The values in their order; the words of each are the message {@code <prefix>.<value>}. */
    public Map<String, String> of(String prefix, Collection<?> values) {
        Map<String, String> shown = new LinkedHashMap<>();
        values.forEach(value -> shown.put(
                value.toString(), words.getMessage(prefix + "." + value, null, LocaleContextHolder.getLocale())));
        return shown;
    }

    /** The same, with a first choice that leaves it open. */
    public Map<String, String> orAny(String any, Map<?, String> offered) {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("", words.getMessage(any, null, LocaleContextHolder.getLocale()));
        offered.forEach((value, text) -> shown.put(value.toString(), text));
        return shown;
    }

    /** Values that are their own words, with a first choice that leaves it open. */
    public Map<String, String> orAny(String any, Collection<String> offered) {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("", words.getMessage(any, null, LocaleContextHolder.getLocale()));
        offered.forEach(value -> shown.put(value, value));
        return shown;
    }
}
