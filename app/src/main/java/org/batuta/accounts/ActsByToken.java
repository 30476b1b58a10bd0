package org.batuta.accounts;

import java.util.UUID;

/** A login by which a program acts for a person; the audit names both (T30). */
public interface ActsByToken {

    /** The token that the program showed. */
    UUID token();
}
