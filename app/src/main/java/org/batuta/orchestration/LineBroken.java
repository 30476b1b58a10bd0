package org.batuta.orchestration;

/** The connection ended, or the answer made no sense, after something may have been sent. */
class LineBroken extends Exception {

    private static final long serialVersionUID = 1L;

    LineBroken(Target target, String why) {
        super(target + ": " + why);
    }
}
