package org.batuta.hosting.domains;

import org.xbill.DNS.Type;

/** The types of records a customer can have, each with the way it reads its value. */
public enum RecordType {
    /** An IPv4 address. */
    A(Type.A, Values::ipv4),
    /** An IPv6 address. */
    AAAA(Type.AAAA, Values::ipv6),
    /** {@code 10 mail.example.org}: who takes mail, lowest preference first. */
    MX(Type.MX, Values::mx),
    /** Another name for a host. */
    CNAME(Type.CNAME, Values::alias),
    /** Any visible text. */
    TXT(Type.TXT, Values::text),
    /** A name server. */
    NS(Type.NS, Values::host),
    /** {@code 10 5 5060 sip.example.org}: priority, weight, port and host of a service. */
    SRV(Type.SRV, Values::srv),
    /** {@code 0 issue "ca.example.org"}: who may issue certificates. */
    CAA(Type.CAA, Values::caa);

    /** Reads a value as a person writes it. */
    interface Reader {
        /**
         * The value as it stands in the zone of this domain.
         *
         * @throws org.batuta.kernel.Refusal at {@code value}
         */
        Rdata read(String value, String domain);
    }

    private final int number;
    private final Reader reader;

    RecordType(int number, Reader reader) {
        this.number = number;
        this.reader = reader;
    }

    int number() {
        return number;
    }

    Rdata read(String value, String domain) {
        return reader.read(value, domain);
    }

    /** Whether its owner must be a host name: no underscores. */
    boolean needsHost() {
        return this == A || this == AAAA || this == MX || this == NS;
    }
}
