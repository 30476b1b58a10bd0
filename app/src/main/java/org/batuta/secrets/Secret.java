package org.batuta.secrets;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A password on its way from the edge to its verifier: it can be read, wiped, and nothing else. It shows itself as
 * {@code ***}, no JSON is made of it, and the engine cannot keep it, because it is not serializable.
 */
public final class Secret implements JsonSerializable, AutoCloseable {

    private final char[] chars;

    private Secret(char[] chars) {
        this.chars = chars;
    }

    /** A secret that owns a copy of these characters; whoever made them wipes them. */
    public static Secret of(char[] chars) {
        return new Secret(chars.clone());
    }

    /** A secret as a form or a program sends it. */
    @JsonCreator
    public static Secret of(String text) {
        return new Secret(text.toCharArray());
    }

    /** How many characters it has. */
    public int length() {
        return chars.length;
    }

    /** A copy of the characters; the caller wipes it. */
    public char[] chars() {
        return chars.clone();
    }

    /**
     * A copy as UTF-8; the caller wipes it.
     *
     * @throws CharacterCodingException when it has half a surrogate pair and so no UTF-8 form
     */
    public byte[] utf8() throws CharacterCodingException {
        ByteBuffer buffer = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(chars));
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        buffer.clear();
        buffer.put(new byte[buffer.remaining()]);
        return bytes;
    }

    /** Whether the other one has the same characters, found in a time that does not depend on where they differ. */
    public boolean matches(Secret other) {
        int difference = chars.length ^ other.chars.length;
        for (int i = 0; i < Math.min(chars.length, other.chars.length); i++) {
            difference |= chars[i] ^ other.chars[i];
        }
        return difference == 0;
    }

    /** Overwrites the characters; afterwards it is a row of zeros. */
    public void wipe() {
        Arrays.fill(chars, '\0');
    }

    @Override
    public void close() {
        wipe();
    }

    @Override
    public String toString() {
        return "***";
    }

    @Override
    public void serialize(JsonGenerator json, SerializerProvider provider) throws InvalidDefinitionException {
        throw InvalidDefinitionException.from(json, "A secret is never written", provider.constructType(Secret.class));
    }

    @Override
    public void serializeWithType(JsonGenerator json, SerializerProvider provider, TypeSerializer type)
            throws InvalidDefinitionException {
        serialize(json, provider);
    }
}
