package org.batuta.hosting;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.batuta.hosting.Request.Verb;
import org.batuta.kernel.Refusal;
import org.jspecify.annotations.Nullable;

/** Which requests another person approves before anything is done (K11): the first rule that fits decides. */
public record ApprovalPolicy(List<Rule> rules) {

    /** What can be kept waiting for an approval. */
    static final List<Verb> VERBS = List.of(Verb.REMOVE);

    private static final int MOST_HOURS = 720;

    public ApprovalPolicy {
        rules = List.copyOf(rules);
    }

    /** In whose interest somebody asks. */
    public enum By {
        STAFF,
        CUSTOMER,
        /** The closing of an account asks for what is left in it to be removed. */
        CLOSING;

        /** As rules name it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What is null fits everything.
     *
     * @param from how much of this kind the same person asked on the same account within the last hour, this included, at
     *     least
     * @param hours within which another person approves it, or it never begins; 0 when nobody needs to
     * @param why one line for people
     */
    public record Rule(
            @Nullable Verb verb,
            @Nullable String serviceType,
            @Nullable By by,
            int from,
            int hours,
            String why) {

        private boolean fits(Situation situation, int lately) {
            return fits(verb, situation.verb())
                    && fits(serviceType, situation.serviceType())
                    && fits(by, situation.by())
                    && from <= lately;
        }

        private static boolean fits(@Nullable Object wanted, @Nullable Object found) {
            return wanted == null || Objects.equals(wanted, found);
        }
    }

    private record Situation(
            @Nullable Verb verb,
            @Nullable String serviceType,
            @Nullable By by) {}

    /**
     * Where two policies say something else; null stands for whatever no row names.
     *
     * @param from the least number of requests within the last hour for which they do
     * @param before the hours now; 0 when nobody needs to approve it
     */
    public record Difference(
            @Nullable Verb verb,
            @Nullable String serviceType,
            @Nullable By by,
            int from,
            int before,
            int after) {}

    /**
     * Refuses what would leave a request without an answer, or let it wait for ever.
     *
     * @throws Refusal at {@code table}
     */
    void check() {
        if (rules.stream().anyMatch(rule -> rule.hours() > MOST_HOURS)) {
            throw Refusal.at("table", "approval.hours", MOST_HOURS);
        }
        for (Situation situation : situations(rules)) {
            if (hours(situation, 1).isEmpty()) {
                throw Refusal.at("table", "approval.silent");
            }
        }
    }

    /** Where the other one says something else than this one. */
    List<Difference> differences(ApprovalPolicy other) {
        List<Rule> both = Stream.concat(rules.stream(), other.rules.stream()).toList();
        Set<Integer> boundaries = new TreeSet<>(Set.of(1));
        both.forEach(rule -> boundaries.add(rule.from()));
        List<Difference> found = new ArrayList<>();
        for (Situation in : situations(both)) {
            int before = 0;
            int after = 0;
            for (int from : boundaries) {
                int hours = hours(in, from).orElse(0);
                int otherHours = other.hours(in, from).orElse(0);
                if (hours != otherHours && (hours != before || otherHours != after)) {
                    found.add(new Difference(in.verb(), in.serviceType(), in.by(), from, hours, otherHours));
                }
                before = hours;
                after = otherHours;
            }
        }
        return found;
    }

    private Optional<Integer> hours(Situation situation, int lately) {
        return rules.stream()
                .filter(rule -> rule.fits(situation, lately))
                .findFirst()
                .map(Rule::hours);
    }

    /** One for each combination of what rules name and of what they do not. */
    private static List<Situation> situations(List<Rule> rules) {
        List<Situation> all = new ArrayList<>();
        for (Verb verb : named(rules, Rule::verb)) {
            for (String type : named(rules, Rule::serviceType)) {
                named(rules, Rule::by).forEach(by -> all.add(new Situation(verb, type, by)));
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
}
