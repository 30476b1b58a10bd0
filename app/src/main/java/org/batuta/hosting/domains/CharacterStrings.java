package org.batuta.hosting.domains;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The one way by which text gets into a zone: as quoted character strings of at most 255 octets (RFC 1035), with
 * everything escaped that a reader of the file could take for more than itself.
 */
final class CharacterStrings {

    private static final int LONGEST = 255;

    private CharacterStrings() {}

    /** The text as UTF-8 in pieces that fit; an empty text is one empty piece. */
    static List<byte[]> split(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < bytes.length || pieces.isEmpty(); from += LONGEST) {
            pieces.add(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + LONGEST)));
        }
        return pieces;
    }

    /** The pieces as they stand in a zone file. */
    static String quoted(List<byte[]> pieces) {
        return pieces.stream().map(CharacterStrings::quoted).collect(Collectors.joining(" "));
    }

    static String quoted(byte[] piece) {
        StringBuilder text = new StringBuilder("\"");
        for (byte b : piece) {
            int c = b & 0xFF;
            if (c < 0x20 || c >= 0x7F) {
                text.append(String.format(Locale.ROOT, "\\%03d", c));
            } else if (c == '"' || c == '\\' || c == ';') {
                text.append('\\').append((char) c);
            } else {
                text.append((char) c);
            }
        }
        return text.append('"').toString();
    }
}
