package org.batuta.orchestration;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.batuta.kernel.Refusal;
import org.jspecify.annotations.Nullable;

/** What follows when an operation did not end well: the first rule that fits decides. */
public record FailurePolicy(List<Rule> rules) {

    private static final int LONGEST_DELAY = 86_400;
    private static final Set<Outcome> FAILURES = EnumSet.range(Outcome.ABORTED, Outcome.LOST);

    /** What does no harm when it is run twice. */
    private static final Set<Verb> HARMLESS = EnumSet.of(Verb.RELOAD, Verb.UPGRADE);

    public FailurePolicy {
        rules = List.copyOf(rules);
    }

    /**
     * Where two policies say something else; null stands for whatever no row names.
     *
     * @param lastTry {@link Rule#NO_END} for all that follow
     */
    public record Difference(
            @Nullable String serviceType,
            @Nullable Verb verb,
            Outcome outcome,
            @Nullable Integer exitCode,
            @Nullable String symptom,
            int firstTry,
            int lastTry,
            Rule.Next before,
            int delayBefore,
            Rule.Next after,
            int delayAfter) {

        /** The tries as people write them. */
        public String tries() {
            return PolicyText.tries(firstTry, lastTry);
        }
    }

    /**
     * Refuses what would leave a failure without an answer, try for ever, or run twice what may run once.
     *
     * @throws Refusal at {@code table}
     */
    void check() {
        for (int line = 1; line <= rules.size(); line++) {
            check(line, rules.get(line - 1));
        }
        List<Integer> tries = tries(rules);
        for (Rule.Situation situation : situations(rules)) {
            for (int each : tries) {
                Rule.Answer answer = answer(situation, each)
                        .orElseThrow(() -> Refusal.at("table", "policy.silent", told(situation), each));
                check(situation, each, answer);
            }
        }
    }

    private static void check(int line, Rule rule) {
        if (rule.outcome() != null && !FAILURES.contains(rule.outcome())) {
            throw Refusal.at("table", "policy.outcome", line);
        }
        boolean waits = rule.next() == Rule.Next.RETRY;
        if (rule.delay() < (waits ? 1 : 0) || rule.delay() > (waits ? LONGEST_DELAY : 0)) {
            throw Refusal.at("table", "policy.delay", line, LONGEST_DELAY);
        }
    }

    private static void check(Rule.Situation situation, int tries, Rule.Answer answer) {
        if (tries == Rule.NO_END && (answer.next() == Rule.Next.RETRY || answer.next() == Rule.Next.CHECK)) {
            throw Refusal.at("table", "policy.endless", told(situation));
        }
        if (situation.outcome() == Outcome.LOST
                && answer.next() == Rule.Next.RETRY
                && (situation.verb() == null || !HARMLESS.contains(situation.verb()))) {
            throw Refusal.at("table", "policy.twice", told(situation), tries);
        }
    }

    /** Where the other one says something else than this one. */
    List<Difference> differences(FailurePolicy other) {
        List<Rule> both = Stream.concat(rules.stream(), other.rules.stream()).toList();
        List<Integer> tries = tries(both);
        List<Difference> found = new ArrayList<>();
        for (Rule.Situation situation : situations(both)) {
            for (int i = 0; i < tries.size() - 1; i++) {
                int first = tries.get(i);
                int last = tries.get(i + 1) == Rule.NO_END ? Rule.NO_END : tries.get(i + 1) - 1;
                Optional<Rule.Answer> before = answer(situation, first);
                Optional<Rule.Answer> after = other.answer(situation, first);
                if (before.isPresent() && after.isPresent() && !before.equals(after)) {
                    add(found, situation, first, last, before.get(), after.get());
                }
            }
        }
        return found;
    }

    private static void add(
            List<Difference> found, Rule.Situation in, int first, int last, Rule.Answer before, Rule.Answer after) {
        Function<Integer, Difference> from = begin -> new Difference(
                in.serviceType(),
                in.verb(),
                in.outcome(),
                in.exitCode(),
                in.symptom(),
                begin,
                last,
                before.next(),
                before.delay(),
                after.next(),
                after.delay());
        if (!found.isEmpty()) {
            Difference earlier = found.get(found.size() - 1);
            Difference longer = from.apply(earlier.firstTry());
            if (earlier.lastTry() == first - 1 && longer.equals(withEnd(earlier, last))) {
                found.set(found.size() - 1, longer);
                return;
            }
        }
        found.add(from.apply(first));
    }

    private static Difference withEnd(Difference difference, int last) {
        return new Difference(
                difference.serviceType(),
                difference.verb(),
                difference.outcome(),
                difference.exitCode(),
                difference.symptom(),
                difference.firstTry(),
                last,
                difference.before(),
                difference.delayBefore(),
                difference.after(),
                difference.delayAfter());
    }

    Optional<Rule.Answer> answer(Rule.Situation situation, int tries) {
        return rules.stream()
                .filter(rule -> rule.fits(situation, tries))
                .findFirst()
                .map(Rule::answer);
    }

    /** One for each combination of what rules name and of what they do not. */
    private static List<Rule.Situation> situations(List<Rule> rules) {
        List<Rule.Situation> all = new ArrayList<>();
        for (String type : named(rules, Rule::serviceType)) {
            for (Verb verb : named(rules, Rule::verb)) {
                for (Outcome outcome : FAILURES) {
                    for (Integer exitCode : named(rules, Rule::exitCode)) {
                        for (String symptom : named(rules, Rule::symptom)) {
                            if (exitCode == null || outcome == Outcome.REFUSED) {
                                all.add(new Rule.Situation(type, verb, outcome, exitCode, symptom));
                            }
                        }
                    }
                }
            }
        }
        return all;
    }

    private static <T> List<@Nullable T> named(List<Rule> rules, Function<Rule, @Nullable T> column) {
        List<@Nullable T> values = new ArrayList<>();
        values.add(null);
        rules.stream().map(column).filter(Objects::nonNull).distinct().sorted().forEach(values::add);
        return values;
    }

    /** Where something may change: the first try, each after a boundary, and one that follows all. */
    private static List<Integer> tries(List<Rule> rules) {
        Set<Integer> tries = new TreeSet<>(Set.of(1, Rule.NO_END));
        for (Rule rule : rules) {
            tries.add(rule.firstTry());
            if (rule.lastTry() != Rule.NO_END) {
                tries.add(rule.lastTry() + 1);
            }
        }
        return List.copyOf(tries);
    }

    private static String told(Rule.Situation in) {
        return Stream.of(in.serviceType(), in.verb(), in.outcome(), in.exitCode(), in.symptom())
                .filter(Objects::nonNull)
                .map(Object::toString)
                .reduce((one, other) -> one + " " + other)
                .orElseThrow();
    }
}
