package org.batuta.orchestration;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
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

    /** What was sealed for it, word for word, so that it can be taken out of what its script says; nothing if it is gone. */
    List<String> values(Operation operation) {
        UUID envelope = operation.envelopeId();
        if (envelope == null) {
            return List.of();
        }
        try {
            byte[] content = envelopes.open(envelope, operation.requestId());
            String[] pairs = new String(content, StandardCharsets.UTF_8).split("\0", -1);
            Arrays.fill(content, (byte) 0);
            return IntStream.range(0, pairs.length / 2)
                    .mapToObj(pair -> pairs[2 * pair + 1])
                    .toList();
        } catch (EnvelopeGone e) {
            return List.of();
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
