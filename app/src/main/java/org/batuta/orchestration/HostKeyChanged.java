package org.batuta.orchestration;

/** The server showed a key that nobody accepted: nothing was sent, nothing will be until a person decides. */
class HostKeyChanged extends Exception {

    private static final long serialVersionUID = 1L;

    HostKeyChanged(Target target, ShownKey shown) {
        super(target + " shows " + shown.type() + " " + shown.fingerprint());
    }
}
