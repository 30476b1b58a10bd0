package org.batuta.hosting.domains;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.Normalizer2;
import java.util.List;
import java.util.Locale;
import org.batuta.kernel.Refusal;

/**
 * Reads the name of a host or domain as a person writes it and gives it in A-labels, as it is in the DNS. A name that
 * would silently become another one is refused, with the other one in the message: {@code java.net.IDN} would give
 * the customer somebody else's domain.
 */
public final class DomainName {

    private static final int LONGEST = 253;
    private static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.NONTRANSITIONAL_TO_UNICODE
            | IDNA.USE_STD3_RULES
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ
            | IDNA.CHECK_CONTEXTO);

    private DomainName() {}

    /**
     * The canonical form of a name of at least two labels, without a dot at its end.
     *
     * @throws Refusal at {@code field}
     */
    public static String read(String field, String text) {
        String ascii = map(field, text);
        String[] labels = ascii.split("\\.", -1);
        if (labels.length < 2) {
            throw Refusal.at(field, "domain.labels");
        }
        if (labels[labels.length - 1].chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw Refusal.at(field, "domain.address");
        }
        return ascii;
    }

    /** The canonical form of one or more labels. */
    static String map(String field, String text) {
        String plain = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (plain.isEmpty()) {
            throw Refusal.at(field, "missing");
        }
        if (plain.length() > LONGEST) {
            throw Refusal.at(field, "domain.length", LONGEST);
        }
        if (plain.codePoints().anyMatch(DomainName::isInvisible)) {
            throw Refusal.at(field, "hidden-characters");
        }
        IDNA.Info info = new IDNA.Info();
        String ascii = UTS46.nameToASCII(plain, new StringBuilder(), info).toString();
        if (info.hasErrors()) {
            throw Refusal.at(field, "domain.form");
        }
        requireSame(field, plain, ascii);
        return ascii;
    }

    private static boolean isInvisible(int c) {
        return UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                || Character.getType(c) == Character.FORMAT
                || Character.isISOControl(c);
    }

    private static void requireSame(String field, String plain, String ascii) {
        String unicode =
                UTS46.nameToUnicode(ascii, new StringBuilder(), new IDNA.Info()).toString();
        List<String> written = labels(plain);
        List<String> asAscii = labels(ascii);
        List<String> asUnicode = labels(unicode);
        boolean same = written.size() == asAscii.size();
        for (int i = 0; same && i < written.size(); i++) {
            same = written.get(i).equals(asAscii.get(i)) || written.get(i).equals(asUnicode.get(i));
        }
        if (!same) {
            throw Refusal.at(field, "domain.maps", unicode, ascii);
        }
    }

    private static List<String> labels(String name) {
        String lower = UCharacter.toLowerCase(Locale.ROOT, name);
        return List.of(Normalizer2.getNFCInstance().normalize(lower).split("[.\u3002]", -1));
    }
}
