package org.batuta.orchestration;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.batuta.configuration.Catalogue;
import org.batuta.configuration.Catalogues;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what a frame means. Text decides nothing but the symptom's name, and whether a warning is harmless. */
@Component
class Verdicts {

    /** The symptom of a script that a signal ended, whatever it said. */
    private static final String KILLED = "killed";

    /** What a shell makes of SIGKILL and SIGTERM. */
    private static final Set<Integer> BY_A_SIGNAL = Set.of(137, 143);

    private final Catalogue<Pattern> symptoms;
    private final Catalogue<Pattern> harmless;

    Verdicts(Catalogues catalogues) {
        this.symptoms = catalogues.open("batuta.orchestration.symptoms", Patterns::read);
        this.harmless = catalogues.open("batuta.orchestration.harmless", Patterns::read);
    }

    /** The result of an ended run; {@code killedAs} is what a kill counts as. */
    Result of(Frame frame, Output stdout, Output stderr, Outcome killedAs) {
        Integer code = frame.exitCode();
        return switch (frame.state()) {
            case DONE -> ended(code == null ? -1 : code, stdout, stderr);
            case TIMEDOUT -> result(Outcome.TIMED_OUT, null, stdout, stderr, false, "over its time limit");
            case KILLED -> result(killedAs, null, stdout, stderr, false, "killed");
            case LOST -> result(Outcome.LOST, null, stdout, stderr, false, "it began, its end is unknown");
            case UNSTARTED ->
                new Result(
                        Outcome.UNREACHABLE,
                        null,
                        "unstarted",
                        stdout,
                        stderr,
                        false,
                        "the server took it, it never began");
            case REJECTED -> Result.refused("runner-" + frame.code(), "the runner did not take it: " + frame.code());
            case RUNNING, ABSENT -> throw new IllegalArgumentException("Not an end: " + frame.state());
        };
    }

    private Result ended(int code, Output stdout, Output stderr) {
        if (code != 0) {
            String symptom = BY_A_SIGNAL.contains(code) ? KILLED : symptom(stderr);
            return new Result(Outcome.REFUSED, code, symptom, stdout, stderr, false, null);
        }
        Collection<Pattern> known = harmless.inForce();
        boolean quiet = stderr.text()
                .lines()
                .allMatch(line -> line.isBlank()
                        || known.stream()
                                .anyMatch(pattern -> pattern.matcher(line).find()));
        return result(quiet ? Outcome.DONE : Outcome.DONE_WITH_WARNING, 0, stdout, stderr, false, null);
    }

    private Result result(
            Outcome outcome, @Nullable Integer code, Output out, Output err, boolean unsettled, @Nullable String note) {
        return new Result(outcome, code, symptom(err), out, err, unsettled, note);
    }

    private @Nullable String symptom(Output stderr) {
        return symptoms.byKey().entrySet().stream()
                .filter(named -> named.getValue().matcher(stderr.text()).find())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }
}
