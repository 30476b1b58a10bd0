package org.batuta.orchestration;

import java.util.Arrays;
import java.util.UUID;
import org.batuta.secrets.EnvelopeGone;
import org.batuta.secrets.Envelopes;
import org.springframework.stereotype.Component;

/** Opens an operation's envelope at the moment it is sent; what comes out is nowhere else, and overwritten after. */
@Component
class Seals {

    /** What was sealed cannot be had any more: nothing is sent. */
    static class Gone extends Exception {

        private static final long serialVersionUID = 1L;

        private Gone(EnvelopeGone cause) {
            super(cause);
        }

        Result result() {
            return Result.refused("envelope-gone", "what was sealed for it is gone: nothing was sent");
        }
    }

    private final Envelopes envelopes;

    Seals(Envelopes envelopes) {
        this.envelopes = envelopes;
    }

    Entry entry(Operation operation) throws Gone {
        UUID envelope = operation.envelopeId();
        if (envelope == null) {
            return Entry.of(operation, null);
        }
        try {
            byte[] content = envelopes.open(envelope, operation.requestId());
            try {
                return Entry.of(operation, content);
            } finally {
                Arrays.fill(content, (byte) 0);
            }
        } catch (EnvelopeGone e) {
            throw new Gone(e);
        }
    }

    /** It was needed for the last time. */
    void shred(Operation operation) {
        UUID envelope = operation.envelopeId();
        if (envelope != null) {
            envelopes.shred(envelope);
        }
    }
}
