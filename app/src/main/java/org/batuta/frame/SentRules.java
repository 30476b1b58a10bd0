package org.batuta.frame;

import jakarta.validation.constraints.NotNull;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * A table of rules as somebody sent it, which comes into force only when they have seen what it changes.
 *
 * @param instead the number of the version it was made from
 * @param seen the sum of the text whose consequences were shown
 */
public record SentRules(
        @NotNull String table,
        @NotNull Integer instead,
        @Nullable String seen) {

    /** The sum of this text. */
    public String sum() {
        return DigestUtils.sha256Hex(table.replace("\r\n", "\n"));
    }

    /** Whether the consequences of exactly this text were shown. */
    public boolean wasSeen() {
        return sum().equals(seen);
    }
}
