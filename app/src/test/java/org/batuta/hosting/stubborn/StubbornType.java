package org.batuta.hosting.stubborn;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.batuta.hosting.ServiceType;
import org.batuta.orchestration.ProbeResult;
import org.batuta.orchestration.Verb;

/** Stubborn services: applying one takes for ever and ignores TERM, unless its server has a file {@code /root/calm}. */
public class StubbornType implements ServiceType<Stubborn> {

    @Override
    public String key() {
        return "stubborn";
    }

    @Override
    public Class<Stubborn> spec() {
        return Stubborn.class;
    }

    @Override
    public Stubborn blank() {
        return new Stubborn("");
    }

    @Override
    public Stubborn check(Stubborn wish, UUID accountId, Optional<Stubborn> before) {
        return wish;
    }

    @Override
    public String nameOf(Stubborn spec) {
        return spec.name();
    }

    @Override
    public Spread spread() {
        return Spread.ONE;
    }

    @Override
    public Map<String, String> parameters(Verb verb, Wish<Stubborn> wish, Place place) {
        return Map.of("name", wish.spec().name());
    }

    @Override
    public ProbeResult probe(Wish<Stubborn> wish, Look look) {
        return new ProbeResult(true, "the server is believed");
    }
}
