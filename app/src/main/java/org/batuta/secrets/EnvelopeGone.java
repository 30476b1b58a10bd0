package org.batuta.secrets;

import java.util.UUID;

/**
 * An envelope that does not open, and never will. For the customer this ends in "please set it again"; nobody can
 * bring the content back.
 */
public class EnvelopeGone extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Why why;

    EnvelopeGone(UUID id, Why why) {
        super("Envelope " + id + " does not open: " + why);
        this.why = why;
    }

    /** Why it does not open. */
    public Why why() {
        return why;
    }

    /** The ways in which an envelope is lost. */
    public enum Why {
        /** No such envelope, or one that was shredded after its work was done. */
        SHREDDED,
        /** It waited longer than it may. */
        EXPIRED,
        /** Every key that could open it was destroyed, or this node never was among its readers. */
        NO_KEY,
        /** It is not the envelope that was sealed here: other row, other server, other purpose or other asker. */
        FOREIGN
    }
}
