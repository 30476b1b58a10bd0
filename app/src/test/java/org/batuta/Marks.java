package org.batuta;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Texts of letters, digits, {@code -} and {@code _}, and plain bytes, that are looked for, and how each looks when somebody
 * has written it in another way: in hexadecimal, as the database shows bytes, and in Base64, wherever in it the text
 * begins. In JSON, in a form and in an address such a text stands as it is. In a form each character is one byte.
 */
public final class Marks {

    private static final int BITS = 6;

    private final Set<String> texts = new LinkedHashSet<>();
    private final Set<String> raw = new LinkedHashSet<>();

    /** From now on this is looked for too. */
    public void add(String text) {
        if (!text.matches("[A-Za-z0-9_-]{12,}")) {
            throw new IllegalArgumentException(
                    "would be written in more ways than are known here, or is found by chance");
        }
        texts.add(text);
    }

    /** From now on these random bytes are looked for too. */
    public void add(byte[] bytes) {
        raw.add(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** All texts that are looked for, as they are. */
    public Set<String> texts() {
        return texts;
    }

    /** Everything that is looked for, each in all its forms. */
    public List<String> forms() {
        return Stream.concat(texts.stream().flatMap(Marks::forms), raw.stream().flatMap(Marks::formsOfBytes))
                .distinct()
                .toList();
    }

    /** The longest piece of a text that is written in one way only. */
    public static String pieceOf(String text) {
        return Stream.of(text.split("[^A-Za-z0-9]"))
                .max(Comparator.comparing(String::length))
                .orElseThrow();
    }

    /** A search for lines has no line end in what it looks for, and no byte that is zero: the longest piece without. */
    private static Stream<String> formsOfBytes(String raw) {
        String piece = Stream.of(raw.split("[\\n\\x00]"))
                .max(Comparator.comparing(String::length))
                .orElseThrow();
        return Stream.concat(Stream.of(piece), forms(raw).skip(1));
    }

    /** This text in all its forms, first as it is. */
    public static Stream<String> forms(String text) {
        String hex = HexFormat.of().formatHex(bytes(text));
        Stream<String> inBase64 = IntStream.range(0, 3)
                .mapToObj(before -> inBase64(text, before))
                .flatMap(form -> Stream.of(form, form.replace('+', '-').replace('/', '_')));
        return Stream.concat(Stream.of(text, hex, hex.toUpperCase(Locale.ROOT)), inBase64);
    }

    /** What is the same whatever stands around it, when this is so many bytes behind the begin of a group of three. */
    private static String inBase64(String text, int before) {
        String all = Base64.getEncoder().withoutPadding().encodeToString(bytes("-".repeat(before) + text));
        int begin = (before * Byte.SIZE + BITS - 1) / BITS;
        int end = (before + text.length()) * Byte.SIZE / BITS;
        return all.substring(begin, end);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
