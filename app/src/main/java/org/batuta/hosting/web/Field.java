package org.batuta.hosting.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One input of a form, shown by the fragment of its kind.
 *
 * @param options what can be chosen: value and text
 * @param rows the inputs of each row of a list
 */
record Field(
        Kind kind,
        String name,
        String label,
        @Nullable String hint,
        String value,
        Map<String, String> options,
        List<List<Field>> rows) {

    enum Kind {
        TEXT,
        NUMBER,
        CHECK,
        CHOICE,
        /** Shown and sent back, and not to be changed. */
        FIXED,
        ROWS
    }

    /** The value for whoever only reads it: of a choice, its text. */
    public String shown() {
        return options.getOrDefault(value, value);
    }
}
