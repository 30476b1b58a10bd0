package org.batuta.hosting.trials;

import org.batuta.hosting.BelievedType;

/** The type of service that the nodes of the tests carry beside the real ones. */
public class TrialType extends BelievedType<TrialSpec> {

    /** The folder with its scripts, which do whatever they are told. */
    public static final String KEY = "trials";

    /** The type. */
    public TrialType() {
        super(KEY, new TrialSpec("", "", null), TrialSpec::name, TrialSpec::parameters);
    }

    @Override
    public Spread spread() {
        return Spread.ALL;
    }
}
