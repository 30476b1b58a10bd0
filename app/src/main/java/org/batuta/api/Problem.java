package org.batuta.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A "no" as programs get it (RFC 9457).
 *
 * @param detail what is said of it as a whole, in the reader's language
 * @param code of what is said of it as a whole, which stays the same in every language
 * @param errors what is wrong at each place
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(
        String title, int status, String detail, @Nullable String code, List<Wrong> errors) {

    /**
     * What is wrong at one place, with the words of the pages.
     *
     * @param pointer where in the body, as a JSON pointer
     * @param parameter which parameter of the address
     * @param header which header
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Wrong(
            @Nullable String pointer,
            @Nullable String parameter,
            @Nullable String header,
            String code,
            String detail) {}
}
