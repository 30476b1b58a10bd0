package org.batuta.orchestration;

/** How one attempt ended. The later in this list, the worse: a step leaves its task by its worst outcome. */
public enum Outcome {
    /** The script said so by exit code 0 and had nothing to complain about. */
    DONE("done"),
    /** Exit code 0, but with text on stderr that no harmless pattern explains. */
    DONE_WITH_WARNING("done"),
    /** Taken back by a person: proven dead on the server, or never begun. */
    ABORTED("aborted"),
    /** Nothing was sent: the server could not be reached. */
    UNREACHABLE("unreachable"),
    /** The script, or the runner on its behalf, said no; exit code 75 asks to try again. */
    REFUSED("refused"),
    /** Over its time limit; its whole process tree was killed. */
    TIMED_OUT("timedOut"),
    /** It began and nobody knows how it ended: never simply run again. */
    LOST("lost");

    private final String errorCode;

    Outcome(String errorCode) {
        this.errorCode = errorCode;
    }

    /** The BPMN error by which the step leaves its task. */
    public String errorCode() {
        return errorCode;
    }

    /** Whether the wish is fulfilled on the server. */
    public boolean isDone() {
        return this == DONE || this == DONE_WITH_WARNING;
    }

    /** The worse of the two. */
    public Outcome or(Outcome other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
