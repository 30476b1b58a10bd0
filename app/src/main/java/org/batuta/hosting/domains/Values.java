package org.batuta.hosting.domains;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.batuta.kernel.PlainText;
import org.batuta.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Address;
import org.xbill.DNS.DNSOutput;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** Reads the values of records. Hosts without a dot are meant within the domain; all others are whole names. */
final class Values {

    private static final int LONGEST_TEXT = 4000;
    private static final int LONGEST_TAG_VALUE = 255;
    private static final Pattern IPV4 = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]{2,39}");
    private static final Pattern MX = Pattern.compile("([0-9]{1,5}) +([^ ]+)");
    private static final Pattern SRV = Pattern.compile("([0-9]{1,5}) +([0-9]{1,5}) +([0-9]{1,5}) +([^ ]+)");
    private static final Pattern CAA =
            Pattern.compile("(0|128) +(issue|issuewild|iodef|issuemail|issuevmc) +(\"[^\"\\\\]*\"|[^\" \\\\]+)");
    private static final int HIGHEST = 65535;

    private Values() {}

    static Rdata ipv4(String value, String domain) {
        byte[] address = IPV4.matcher(value).matches() ? Address.toByteArray(value, Address.IPv4) : null;
        return address(address, value, "record.ipv4");
    }

    static Rdata ipv6(String value, String domain) {
        byte[] address = IPV6.matcher(value).matches() ? Address.toByteArray(value, Address.IPv6) : null;
        return address(address, value.toLowerCase(Locale.ROOT), "record.ipv6");
    }

    private static Rdata address(byte @Nullable [] address, String canonical, String code) {
        if (address == null) {
            throw Refusal.at("value", code);
        }
        return new Rdata(canonical, address, null);
    }

    static Rdata mx(String value, String domain) {
        Matcher parts = parts(MX, value, "record.mx");
        int preference = number(parts.group(1), "record.mx");
        String host = parts.group(2).equals(".") ? "." : Owner.target(parts.group(2), domain, true);
        DNSOutput wire = new DNSOutput();
        wire.writeU16(preference);
        name(host).toWireCanonical(wire);
        return new Rdata(preference + " " + host, wire.toByteArray(), host);
    }

    static Rdata alias(String value, String domain) {
        String target = Owner.target(value, domain, false);
        return new Rdata(target, name(target).toWireCanonical(), null);
    }

    static Rdata host(String value, String domain) {
        String target = Owner.target(value, domain, true);
        return new Rdata(target, name(target).toWireCanonical(), target);
    }

    static Rdata srv(String value, String domain) {
        Matcher parts = parts(SRV, value, "record.srv");
        DNSOutput wire = new DNSOutput();
        StringBuilder canonical = new StringBuilder();
        for (int i = 1; i <= 3; i++) {
            int number = number(parts.group(i), "record.srv");
            wire.writeU16(number);
            canonical.append(number).append(' ');
        }
        String host = parts.group(4).equals(".") ? "." : Owner.target(parts.group(4), domain, true);
        name(host).toWireCanonical(wire);
        return new Rdata(canonical + host, wire.toByteArray(), host);
    }

    static Rdata text(String value, String domain) {
        if (value.isEmpty()) {
            throw Refusal.at("value", "missing");
        }
        if (value.length() > LONGEST_TEXT || PlainText.bytes(value) > LONGEST_TEXT) {
            throw Refusal.at("value", "record.text-length", LONGEST_TEXT);
        }
        if (!PlainText.isLine(value)) {
            throw Refusal.at("value", "hidden-characters");
        }
        DNSOutput wire = new DNSOutput();
        for (byte[] piece : CharacterStrings.split(value)) {
            wire.writeCountedString(piece);
        }
        return new Rdata(value, wire.toByteArray(), null);
    }

    static Rdata caa(String value, String domain) {
        Matcher parts = parts(CAA, value, "record.caa");
        String text = parts.group(3);
        String bare = text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
        if (!PlainText.isAscii(bare) || bare.length() > LONGEST_TAG_VALUE) {
            throw Refusal.at("value", "record.caa");
        }
        DNSOutput wire = new DNSOutput();
        wire.writeU8(Integer.parseInt(parts.group(1)));
        wire.writeCountedString(parts.group(2).getBytes(StandardCharsets.US_ASCII));
        wire.writeByteArray(bare.getBytes(StandardCharsets.US_ASCII));
        return new Rdata(parts.group(1) + " " + parts.group(2) + " \"" + bare + "\"", wire.toByteArray(), null);
    }

    private static Matcher parts(Pattern pattern, String value, String code) {
        Matcher parts = pattern.matcher(value);
        if (value.length() > LONGEST_TEXT || !parts.matches()) {
            throw Refusal.at("value", code);
        }
        return parts;
    }

    private static int number(String digits, String code) {
        int number = Integer.parseInt(digits);
        if (number > HIGHEST) {
            throw Refusal.at("value", code);
        }
        return number;
    }

    static Name name(String absolute) {
        try {
            return Name.fromString(absolute);
        } catch (TextParseException e) {
            throw Refusal.at("value", "domain.form");
        }
    }
}
