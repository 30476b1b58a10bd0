package org.batuta.orchestration;

import org.batuta.kernel.PlainText;

/** The server could not be reached: nothing was sent, so nothing can have begun. */
class NotReached extends Exception {

    private static final long serialVersionUID = 1L;

    NotReached(Target target, String why) {
        super(target + ": " + PlainText.visibleLine(why));
    }
}
