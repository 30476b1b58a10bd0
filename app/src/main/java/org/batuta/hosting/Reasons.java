package org.batuta.hosting;

import org.batuta.kernel.PlainText;

/** Why something is done to a whole account: one line, which its customer reads in a letter and in the portal. */
final class Reasons {

    static final int LONGEST = 500;

    private Reasons() {}

    static boolean isOne(String said) {
        return !said.isBlank() && said.length() <= LONGEST && PlainText.isLine(said);
    }
}
