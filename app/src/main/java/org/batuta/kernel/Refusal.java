package org.batuta.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A "no" that the customer can be told: each problem names the field it stands at and a code whose text is the
 * message {@code refusal.<code>}. A refusal is an expected answer, never an exception page; nothing was changed.
 */
public class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** Refuses for all the given problems at once, so that a form shows every one of them. */
    public Refusal(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /** Refuses because of one field; an empty field name means the wish as a whole. */
    public static Refusal at(String field, String code, Object... args) {
        return new Refusal(List.of(new Problem(field, code, List.of(args))));
    }

    /** What is wrong, in the order of the fields. */
    public List<Problem> problems() {
        return problems;
    }

    /** What is wrong with one field; with an empty name, with the wish as a whole. */
    public List<Problem> problemsAt(String field) {
        return problems.stream()
                .filter(problem -> problem.field().equals(field))
                .toList();
    }

    /** Whether anything is wrong with this field. */
    public boolean isAt(String field) {
        return !problemsAt(field).isEmpty();
    }

    /** The fields with a problem, each once. */
    public List<String> fields() {
        return problems.stream()
                .map(Problem::field)
                .filter(field -> !field.isEmpty())
                .distinct()
                .toList();
    }

    /** Whether one of the problems has this code. */
    public boolean says(String code) {
        return problems.stream().anyMatch(problem -> problem.code().equals(code));
    }

    /** One problem at one field; {@code args} fill the placeholders of the message. */
    public record Problem(String field, String code, List<Object> args) {

        @Override
        public String toString() {
            return (field.isEmpty() ? "" : field + ": ") + code + (args.isEmpty() ? "" : args.toString());
        }
    }

    /** Collects problems while a wish is read, and refuses once if there were any. */
    public static class Collector {

        private final List<Problem> problems = new ArrayList<>();

        /** Notes a problem at a field and goes on. */
        public void add(String field, String code, Object... args) {
            problems.add(new Problem(field, code, List.of(args)));
        }

        /** Notes a problem unless the condition holds. */
        public void require(boolean condition, String field, String code, Object... args) {
            if (!condition) {
                add(field, code, args);
            }
        }

        /** Notes what another refusal says about fields that have no problem yet. */
        public void addOthers(Refusal refusal) {
            Set<String> noted = problems.stream().map(Problem::field).collect(Collectors.toSet());
            refusal.problems().stream()
                    .filter(problem -> !noted.contains(problem.field()))
                    .forEach(problems::add);
        }

        /** Does something and notes what it is refused for; there is no result then. */
        public <T> @Nullable T attempt(Supplier<T> reading) {
            try {
                return reading.get();
            } catch (Refusal refusal) {
                problems.addAll(refusal.problems());
                return null;
            }
        }

        /** Whether anything was noted so far. */
        public boolean isEmpty() {
            return problems.isEmpty();
        }

        /** The refusal with all that was noted. */
        public Refusal refusal() {
            return new Refusal(problems);
        }

        /**
         * Goes on when nothing was noted.
         *
         * @throws Refusal with all that was noted
         */
        public void refuseIfAny() {
            if (!problems.isEmpty()) {
                throw refusal();
            }
        }
    }
}
