package org.batuta.security.tokens;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses with the same beginning, as {@code 192.0.2.0/24}; a single address is a range of one. */
final class AddressRange {

    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern RANGE = Pattern.compile("([^/]{1,45})(?:/(\\d{1,3}))?");

    private final byte[] first;
    private final int bits;

    private AddressRange(byte[] first, int bits) {
        this.first = first;
        this.bits = bits;
    }

    /** The range; empty for a text that is none, or that names an address within a range instead of its first. */
    static Optional<AddressRange> parse(String text) {
        Matcher parts = RANGE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return address(parts.group(1))
                .map(first -> new AddressRange(
                        first, parts.group(2) == null ? first.length * Byte.SIZE : Integer.parseInt(parts.group(2))))
                .filter(AddressRange::isWhole);
    }

    boolean contains(String text) {
        return address(text)
                .filter(address -> address.length == first.length)
                .filter(address -> Arrays.equals(masked(address), first))
                .isPresent();
    }

    private boolean isWhole() {
        return bits <= first.length * Byte.SIZE && Arrays.equals(masked(first), first);
    }

    private byte[] masked(byte[] address) {
        byte[] beginning = new byte[address.length];
        for (int i = 0; i < address.length; i++) {
            int kept = Math.min(Math.max(bits - i * Byte.SIZE, 0), Byte.SIZE);
            beginning[i] = (byte) (address[i] & 0xFF00 >> kept);
        }
        return beginning;
    }

    /** Never asks the name servers: only what is an address already gets as far as that. */
    private static Optional<byte[]> address(String text) {
        try {
            if (IPV4.matcher(text).matches()) {
                return Optional.of(InetAddress.getByName(text).getAddress());
            }
            return IPV6.matcher(text).matches()
                    ? Optional.of(InetAddress.getByName("[" + text + "]").getAddress())
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
