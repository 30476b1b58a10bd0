package org.batuta.bench;

import java.util.Map;
import org.batuta.hosting.BelievedType;
import org.batuta.hosting.trials.TrialType;

/**
 * A service of the benches: a small file on one server, written as a script would write a setting. Nothing is seen from
 * outside, so that nothing but the platform is measured. Never found by scanning.
 */
final class Note extends BelievedType<Note.Spec> {

    /** The folder whose scripts it runs. */
    static final String KEY = TrialType.KEY;

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

    Note() {
        super(KEY, new Spec(""), Spec::name, wish -> Map.of("deed", DEED, "text", wish.name()));
    }
}
