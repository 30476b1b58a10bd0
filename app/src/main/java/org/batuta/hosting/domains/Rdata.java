package org.batuta.hosting.domains;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The value of a record, read.
 *
 * @param canonical as it is stored and shown
 * @param wire as it goes over the wire; what the zone file says is compared with it
 * @param target the host it points to, which needs an address when it lies in the zone; null if it points to none
 */
record Rdata(String canonical, byte[] wire, @Nullable String target) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Rdata that && Arrays.equals(wire, that.wire);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(wire);
    }
}
