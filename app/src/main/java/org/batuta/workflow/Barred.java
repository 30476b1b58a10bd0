package org.batuta.workflow;

import org.jspecify.annotations.Nullable;

/**
 * Who may not do a task although the group may: who asked for what it decides (K12). The process names them, by login,
 * in a variable of its own; the engine then neither gives them the task nor takes an answer from them ({@link AbleOnly}).
 */
public final class Barred {

    /** Holds one login. */
    public static final String VARIABLE = "barred";

    private Barred() {}

    static boolean bars(@Nullable Object variable, @Nullable String login) {
        return variable != null && (login == null || variable.equals(login));
    }
}
