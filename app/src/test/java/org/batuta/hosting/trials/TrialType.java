package org.batuta.hosting.trials;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.batuta.hosting.ServiceType;
import org.batuta.orchestration.ProbeResult;
import org.batuta.orchestration.Verb;

/** The type of service that the nodes of the tests carry beside the real ones; nothing of it is seen from outside. */
public class TrialType implements ServiceType<TrialSpec> {

    @Override
    public String key() {
        return "trials";
    }

    @Override
    public Class<TrialSpec> spec() {
        return TrialSpec.class;
    }

    @Override
    public TrialSpec blank() {
        return new TrialSpec("", "");
    }

    @Override
    public TrialSpec check(TrialSpec wish, UUID accountId, Optional<TrialSpec> before) {
        return wish;
    }

    @Override
    public String nameOf(TrialSpec spec) {
        return spec.name();
    }

    @Override
    public Spread spread() {
        return Spread.ALL;
    }

    @Override
    public Map<String, String> parameters(Verb verb, Wish<TrialSpec> wish, Place place) {
        return Map.of("deed", wish.spec().deed());
    }

    @Override
    public ProbeResult probe(Wish<TrialSpec> wish, Look look) {
        return ProbeResult.seen("a trial is not seen from outside");
    }
}
