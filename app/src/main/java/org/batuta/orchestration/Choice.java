package org.batuta.orchestration;

import org.batuta.kernel.Refusal;
import org.jspecify.annotations.Nullable;

/** What a person may decide about a step that no rule can settle. The names are those of the repair form. */
public enum Choice {
    /** Once more. */
    RETRY("retry", false),
    /** Once more, with values that a new wish brings. */
    REVISED("revised", true),
    /** Somebody mended the server by hand: it is compared with the record. */
    BY_HAND("byHand", false),
    /** Go on without it. */
    SKIP("skip", false),
    /** Undo the whole request. */
    ABORT("abort", true),
    /** Only for what was looked for from outside: it works, although it was not seen. */
    ACCEPT("accept", true),
    /** Only in an undo: it stays as it is, or unseen, and the request says so. */
    GIVE_UP("giveUp", true);

    private final String word;
    private final boolean ends;

    Choice(String word, boolean ends) {
        this.word = word;
        this.ends = ends;
    }

    /** As the form and the picture spell it. */
    public String word() {
        return word;
    }

    /** Whether the step is left for good. */
    boolean ends() {
        return ends;
    }

    /** Whether it can be decided for many at once: values are those of one service. */
    boolean isForMany() {
        return this != REVISED;
    }

    /** Whether why has to be said. */
    boolean needsComment() {
        return this != RETRY;
    }

    /**
     * Whether a step can go on so.
     *
     * @param undo whether its process takes something back
     */
    boolean fits(Step step, boolean undo) {
        boolean probe = step.serverId() == null;
        return switch (this) {
            case RETRY -> true;
            case REVISED -> !probe && !undo;
            case BY_HAND, SKIP -> !probe;
            case ABORT -> !undo;
            case ACCEPT -> probe;
            case GIVE_UP -> undo;
        };
    }

    /**
     * The choice of this word.
     *
     * @throws Refusal at {@code choice} when there is none
     */
    static Choice of(@Nullable Object word) {
        for (Choice choice : values()) {
            if (choice.word.equals(word)) {
                return choice;
            }
        }
        throw Refusal.at("choice", "choice");
    }
}
