package org.batuta.bench;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.batuta.hosting.ServiceType;
import org.batuta.orchestration.ProbeResult;
import org.batuta.orchestration.Verb;

/**
 * A service of the benches: a small file on one server, written as a script would write a setting. Nothing is seen from
 * outside, so that nothing but the platform is measured. Never found by scanning.
 */
final class Note implements ServiceType<Note.Spec> {

    /** The folder whose scripts it runs. */
    static final String KEY = "trials";

    static final String FOLDER = "/var/tmp/notes";

    /** Writes the file when it differs; says when it began and ended. */
    static final String DEED = """
            begin=$EPOCHREALTIME
            mkdir -p %1$s
            if [[ ! -e "%1$s/$text" || $(<"%1$s/$text") != "$text" ]]; then
                printf '%%s\\n' "$text" >"%1$s/.$text"
                mv -fT "%1$s/.$text" "%1$s/$text"
            fi
            echo "$begin $EPOCHREALTIME"
            """.formatted(FOLDER);

    /** The wish for a note. */
    record Spec(String name) {}

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Class<Spec> spec() {
        return Spec.class;
    }

    @Override
    public Spec blank() {
        return new Spec("");
    }

    @Override
    public Spec check(Spec wish, UUID accountId, Optional<Spec> before) {
        return wish;
    }

    @Override
    public String nameOf(Spec spec) {
        return spec.name();
    }

    @Override
    public Spread spread() {
        return Spread.ONE;
    }

    @Override
    public Map<String, String> parameters(Verb verb, Wish<Spec> wish, Place place) {
        return Map.of("deed", DEED, "text", wish.spec().name());
    }

    @Override
    public ProbeResult probe(Wish<Spec> wish, Look look) {
        return ProbeResult.seen("nothing to see");
    }
}
