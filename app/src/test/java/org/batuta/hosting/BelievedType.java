package org.batuta.hosting;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.batuta.orchestration.ProbeResult;
import org.batuta.orchestration.Verb;

/** A type of the tests: takes any wish, carries it to one server, and is believed without a look from outside. */
public abstract class BelievedType<S extends Record> implements ServiceType<S> {

    private final String key;
    private final S blank;
    private final Function<S, String> name;
    private final Function<S, Map<String, String>> parameters;

    /**
     * @param key the folder with its scripts
     * @param parameters what each script gets
     */
    protected BelievedType(String key, S blank, Function<S, String> name, Function<S, Map<String, String>> parameters) {
        this.key = key;
        this.blank = blank;
        this.name = name;
        this.parameters = parameters;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Class<S> spec() {
        return (Class<S>) blank.getClass();
    }

    @Override
    public S blank() {
        return blank;
    }

    @Override
    public S check(S wish, UUID accountId, Optional<S> before) {
        return wish;
    }

    @Override
    public String nameOf(S spec) {
        return name.apply(spec);
    }

    @Override
    public Spread spread() {
        return Spread.ONE;
    }

    @Override
    public Map<String, String> parameters(Verb verb, Wish<S> wish, Place place) {
        return parameters.apply(wish.spec());
    }

    @Override
    public ProbeResult probe(Wish<S> wish, Look look) {
        return ProbeResult.seen("the server is believed");
    }
}
