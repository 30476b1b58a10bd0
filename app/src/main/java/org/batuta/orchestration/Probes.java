package org.batuta.orchestration;

import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Runs probes: operations without a server, which look from outside and change nothing. */
@Component
class Probes {

    private static final int NOT_SEEN = 1;

    private final ObjectProvider<Prober> prober;
    private final Results results;

    Probes(ObjectProvider<Prober> prober, Results results) {
        this.prober = prober;
        this.results = results;
    }

    void run(Claim claim, Holding holding) {
        for (Operation operation : claim.operations()) {
            results.write(holding.node(), operation, probe(operation));
        }
    }

    private Result probe(Operation operation) {
        try {
            ProbeResult seen = prober.getObject().probe(operation);
            return result(seen.seen(), seen.evidence());
        } catch (DataAccessException | TransactionException e) {
            throw e; // our own database was away: whoever holds it next looks again
        } catch (RuntimeException e) {
            return result(false, e.toString());
        }
    }

    private static Result result(boolean seen, String evidence) {
        byte[] raw = evidence.getBytes(StandardCharsets.UTF_8);
        return new Result(
                seen ? Outcome.DONE : Outcome.REFUSED,
                seen ? 0 : NOT_SEEN,
                seen ? null : "not-seen",
                Output.of(raw, raw.length),
                Output.NONE,
                false,
                null);
    }
}
