package org.batuta.orchestration;

import org.batuta.kernel.PlainText;

/** The server could not be reached: nothing was sent, so nothing can have begun. */
class NotReached extends Exception {

    private static final long serialVersionUID = 1L;

    NotReached(Target target, String why) {
        super(target + ": " + PlainText.visibleLine(why));
    }

    /** No connection can be made: whoever else wants something of this server fares no better. */
    static final class Silent extends NotReached {

        private static final long serialVersionUID = 1L;

        Silent(Target target, String why) {
            super(target, why);
        }
    }

    /** It is our own connections to it that are all in use; the server may be well. */
    static final class Busy extends NotReached {

        private static final long serialVersionUID = 1L;

        Busy(Target target) {
            super(target, "all its connections are busy");
        }
    }
}
