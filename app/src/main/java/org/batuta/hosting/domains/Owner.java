package org.batuta.hosting.domains;

import java.util.Locale;
import java.util.regex.Pattern;
import org.batuta.kernel.Refusal;

/** The names on both sides of a record: whose it is, and to whom it points. */
final class Owner {

    private static final int LONGEST = 253;
    private static final Pattern SERVICE_LABEL = Pattern.compile("_[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?");

    private Owner() {}

    /**
     * The owner of a record in canonical form: seen from the domain, {@code @} for the domain itself.
     *
     * @throws Refusal at {@code name}
     */
    static String read(String text, String domain) {
        if (text.isEmpty()) {
            throw Refusal.at("name", "missing");
        }
        if (text.equals("@")) {
            return text;
        }
        if (text.length() > LONGEST) {
            throw Refusal.at("name", "domain.length", LONGEST);
        }
        String mapped = text.equals("*") ? text : wildcard("name", text);
        if (mapped.equals(domain)) {
            return "@";
        }
        String relative = mapped;
        if (mapped.endsWith("." + domain)) {
            relative = mapped.substring(0, mapped.length() - domain.length() - 1);
        } else if (text.endsWith(".")) {
            throw Refusal.at("name", "record.outside", domain);
        }
        if (relative.length() + 1 + domain.length() > LONGEST) {
            throw Refusal.at("name", "domain.length", LONGEST);
        }
        return relative;
    }

    private static String wildcard(String field, String text) {
        return text.startsWith("*.") ? "*." + labels(field, text.substring(2)) : labels(field, text);
    }

    /** Like {@link DomainName#map}, but labels may begin with an underscore, as in {@code _dmarc}. */
    private static String labels(String field, String text) {
        String plain = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        StringBuilder mapped = new StringBuilder();
        for (String label : plain.split("\\.", -1)) {
            String lower = label.toLowerCase(Locale.ROOT);
            boolean service = SERVICE_LABEL.matcher(lower).matches();
            mapped.append(mapped.isEmpty() ? "" : ".").append(service ? lower : DomainName.map(field, label));
        }
        return mapped.toString();
    }

    /**
     * The absolute name that a value points to, with a dot at its end.
     *
     * @throws Refusal at {@code value}
     */
    static String target(String text, String domain, boolean host) {
        if (text.equals("@")) {
            return domain + ".";
        }
        if (text.length() > LONGEST + 1) {
            throw Refusal.at("value", "domain.length", LONGEST);
        }
        String mapped = host ? DomainName.map("value", text) : labels("value", text);
        String whole = mapped.contains(".") ? mapped : mapped + "." + domain;
        if (whole.length() > LONGEST) {
            throw Refusal.at("value", "domain.length", LONGEST);
        }
        if (whole.substring(whole.lastIndexOf('.') + 1).chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw Refusal.at("value", "domain.address");
        }
        return whole + ".";
    }
}
