package org.batuta.orchestration;

import java.util.List;
import java.util.regex.Pattern;
import org.batuta.configuration.Catalogue;
import org.batuta.configuration.Catalogues;
import org.springframework.stereotype.Component;

/**
 * Takes secrets out of what a server said, before anything of it is kept, shown or mailed: what was sealed for the
 * operation, word for word, and what looks like a secret by the patterns of a catalogue.
 */
@Component
class Masks {

    static final String MASK = "***";

    /** A shorter value would be found in innocent words. */
    private static final int SHORTEST = 4;

    private final Seals seals;
    private final Catalogue<Pattern> secrets;

    Masks(Seals seals, Catalogues catalogues) {
        this.seals = seals;
        this.secrets = catalogues.open("batuta.orchestration.secrets", Patterns::read);
    }

    Result masked(Operation operation, Result result) {
        if (result.stdout().isBlank() && result.stderr().isBlank()) {
            return result;
        }
        List<String> sealed = sealed(operation);
        return result.saying(masked(sealed, result.stdout()), masked(sealed, result.stderr()));
    }

    Output masked(Operation operation, Output output) {
        return output.isBlank() ? output : masked(sealed(operation), output);
    }

    private List<String> sealed(Operation operation) {
        return seals.values(operation).stream()
                .filter(value -> value.length() >= SHORTEST)
                .toList();
    }

    private Output masked(List<String> sealed, Output output) {
        String text = output.text();
        for (String value : sealed) {
            text = text.replace(value, MASK);
        }
        for (Pattern secret : secrets.inForce()) {
            text = secret.matcher(text).replaceAll(MASK);
        }
        return new Output(text, output.bytes());
    }
}
