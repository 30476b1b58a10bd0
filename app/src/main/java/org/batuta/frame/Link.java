package org.batuta.frame;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URI;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.batuta.kernel.Refusal;

/**
 * Another object, as programs name it: by its address. Where a program names one, its bare identifier is taken as well.
 *
 * @param collection the part of the address that says what it is, as {@code services}
 */
public record Link(String collection, UUID id) {

    /** Where everything for programs begins. */
    public static final String ROOT = "/api/v1";

    private static final Pattern NAMED =
            Pattern.compile("(?:" + ROOT + "/([a-z]{1,40})/)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    /**
     * What a program wrote.
     *
     * @throws IllegalArgumentException when it is neither an address of ours nor an identifier
     */
    @JsonCreator
    public static Link valueOf(String text) {
        Matcher named = NAMED.matcher(text);
        if (!named.matches()) {
            throw new IllegalArgumentException("No link");
        }
        return new Link(named.group(1) == null ? "" : named.group(1), UUID.fromString(named.group(2)));
    }

    /**
     * The identifier, when it is about one of these.
     *
     * @throws Refusal at {@code field} when the address is that of something else
     */
    public UUID in(String expected, String field) {
        if (!collection.isEmpty() && !collection.equals(expected)) {
            throw Refusal.at(field, "choice");
        }
        return id;
    }

    /** The same, for the header of an answer. */
    public URI uri() {
        return URI.create(toString());
    }

    /** The address. */
    @Override
    @JsonValue
    public String toString() {
        return ROOT + "/" + collection + "/" + id;
    }
}
