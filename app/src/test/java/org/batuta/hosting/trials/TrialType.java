package org.batuta.hosting.trials;

import java.util.Map;
import org.batuta.hosting.BelievedType;

/** The type of service that the nodes of the tests carry beside the real ones. */
public class TrialType extends BelievedType<TrialSpec> {

    /** The folder with its scripts, which do whatever they are told. */
    public static final String KEY = "trials";

    /** The type. */
    public TrialType() {
        super(KEY, new TrialSpec("", ""), TrialSpec::name, wish -> Map.of("deed", wish.deed()));
    }

    @Override
    public Spread spread() {
        return Spread.ALL;
    }
}
