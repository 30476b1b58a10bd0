package org.batuta.security;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a browser says it is, in words that people know. It is only what it says. */
final class Agent {

    private static final Map.Entry<String, Pattern> OTHER = named("", ".*");
    private static final List<Map.Entry<String, Pattern>> BROWSERS = List.of(
            named("Edge", "Edg(e|A|iOS)?/"),
            named("Opera", "OPR/"),
            named("Firefox", "Firefox/|FxiOS/"),
            named("Chrome", "Chrome/|CriOS/|Chromium/"),
            named("Safari", "Safari/"));
    private static final List<Map.Entry<String, Pattern>> SYSTEMS = List.of(
            named("Android", "Android"),
            named("iPhone", "iPhone"),
            named("iPad", "iPad"),
            named("Windows", "Windows"),
            named("macOS", "Mac OS X|Macintosh"),
            named("Linux", "Linux|X11"));

    private Agent() {}

    /** For example {@code Firefox, Linux}; empty for what nobody knows. */
    static String name(String said) {
        return String.join(
                ", ",
                Stream.of(first(BROWSERS, said), first(SYSTEMS, said))
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    private static String first(List<Map.Entry<String, Pattern>> known, String said) {
        return known.stream()
                .filter(each -> each.getValue().matcher(said).find())
                .findFirst()
                .orElse(OTHER)
                .getKey();
    }

    private static Map.Entry<String, Pattern> named(String name, String pattern) {
        return Map.entry(name, Pattern.compile(pattern));
    }
}
