package org.batuta.orchestration;

import org.batuta.kernel.PlainText;

/** The connection ended, or the answer made no sense, after something may have been sent. */
class LineBroken extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean refused;

    LineBroken(Target target, String why, boolean refused) {
        super(target + ": " + PlainText.visibleLine(why));
        this.refused = refused;
    }

    /** Whether the server is well but has no runner that answers. */
    boolean isRefused() {
        return refused;
    }
}
