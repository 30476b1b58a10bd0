package org.batuta;

import java.util.List;

/**
 * What somebody may write into a field to hurt us: each must be refused at its field in plain words, or be stored and
 * delivered as it is.
 *
 * @param name what is wrong with it, for the names of tests
 */
public record Hostile(String name, String text) {

    private static final List<Hostile> ALL = List.of(
            new Hostile("empty", ""),
            new Hostile("blank", " "),
            new Hostile("no-break space", "\u00A0"),
            new Hostile("single quotes", "it's ''quoted''"),
            new Hostile("double quotes", "say \"it\""),
            new Hostile("command", "$(touch /tmp/hurt)"),
            new Hostile("backticks", "`id`"),
            new Hostile("variable", "$HOME ${IFS}x"),
            new Hostile("pipe", "a; id | cat & true > /tmp/hurt"),
            new Hostile("newline", "two\nlines"),
            new Hostile("last newline", "line\n"),
            new Hostile("carriage return", "two\r\nlines"),
            new Hostile("NUL", "nul\0byte"),
            new Hostile("escape", "\u001B[31mred"),
            new Hostile("tab", "a\tb"),
            new Hostile("next line", "a\u0085b"),
            new Hostile("line separator", "a\u2028b"),
            new Hostile("leading dash", "-rf"),
            new Hostile("long option", "--help"),
            new Hostile("way up", "../../etc/passwd"),
            new Hostile("wildcard", "*"),
            new Hostile("right-to-left mark", "right\u200Fleft"),
            new Hostile("right-to-left override", "right\u202Egnp.exe"),
            new Hostile("zero width", "zero\u200Bwidth"),
            new Hostile("byte order mark", "\uFEFFfirst"),
            new Hostile("high surrogate", "half\uD800surrogate"),
            new Hostile("low surrogate", "half\uDC00surrogate"),
            new Hostile("surrogates in reverse", "\uDE00\uD83D"),
            new Hostile("no character", "a\uFFFFb"),
            new Hostile("beyond the basic plane", "smile \uD83D\uDE00"),
            new Hostile("expression", "${7*7}"),
            new Hostile("deferred expression", "#{7*7}"),
            new Hostile("template", "[[${7*7}]] {{7*7}} <%= 7*7 %>"),
            new Hostile("format", "%s %n {0} {1"),
            new Hostile("markup", "<script>alert(1)</script>&amp;"),
            new Hostile("statement", "'; drop table service; --"),
            new Hostile("backslash", "\\"),
            new Hostile("escaped zero", "\\u0000 \\000"),
            new Hostile("long", "x".repeat(10_000)),
            new Hostile("long in bytes", "\u20AC".repeat(10_000)));

    /** All of them. */
    public static List<Hostile> all() {
        return ALL;
    }

    /** A good value with this in its middle. */
    String inside(String good) {
        int middle = good.length() / 2;
        return good.substring(0, middle) + text + good.substring(middle);
    }

    @Override
    public String toString() {
        return name;
    }
}
