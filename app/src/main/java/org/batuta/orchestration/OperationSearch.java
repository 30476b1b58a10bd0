package org.batuta.orchestration;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.batuta.kernel.Like;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;

/**
 * Which operations are looked for; what is null or empty does not matter.
 *
 * @param words how the customer's or the service's name begins, in any case
 * @param since moved (ended, or else began, or else was asked for) at or after this instant
 * @param until moved before this instant
 */
public record OperationSearch(
        @Nullable UUID serverId,
        @Nullable String serviceType,
        @Nullable Verb verb,
        Set<OperationState> states,
        @Nullable UUID requestId,
        @Nullable UUID serviceId,
        String words,
        @Nullable Instant since,
        @Nullable Instant until) {

    public OperationSearch {
        states = Set.copyOf(states);
    }

    /** What was or is to be done on one server. */
    public static OperationSearch on(UUID serverId) {
        return new OperationSearch(serverId, null, null, Set.of(), null, null, "", null, null);
    }

    /** Everything in one of these states that moved since. */
    public static OperationSearch in(Set<OperationState> states, @Nullable Instant since) {
        return new OperationSearch(null, null, null, states, null, null, "", since, null);
    }

    /** Of these, what failed while its step failed too and a process has it: it waits for its next try, or a person. */
    Specification<Operation> waiting() {
        return asQuery().and((operation, query, is) -> {
            Subquery<UUID> failed = Objects.requireNonNull(query).subquery(UUID.class);
            Root<Step> step = failed.from(Step.class);
            failed.select(step.get("id"))
                    .where(is.equal(step.get("state"), StepState.FAILED), is.isNotNull(step.get("processInstanceId")));
            return is.and(
                    operation.get("state").in(OperationState.FAILED),
                    is.isNull(operation.get("checks")),
                    operation.get("stepId").in(failed));
        });
    }

    /** Of these, what has not begun, or waits so. */
    Specification<Operation> open() {
        return waiting()
                .or(asQuery().and((operation, query, is) -> is.equal(operation.get("state"), OperationState.PENDING)));
    }

    Specification<Operation> asQuery() {
        return (operation, query, is) -> is.and(conditions(operation, is).toArray(Predicate[]::new));
    }

    private List<Predicate> conditions(Root<Operation> operation, CriteriaBuilder is) {
        List<Predicate> all = new ArrayList<>();
        equal(all, operation, is, "serverId", serverId);
        equal(all, operation, is, "serviceType", serviceType);
        equal(all, operation, is, "verb", verb);
        equal(all, operation, is, "requestId", requestId);
        equal(all, operation, is, "serviceId", serviceId);
        if (!states.isEmpty()) {
            all.add(operation.get("state").in(states));
        }
        if (!words.isBlank()) {
            String pattern = Like.escaped(words.strip()).toLowerCase(Locale.ROOT) + "%";
            all.add(is.or(
                    is.like(is.lower(operation.get("accountName")), pattern, Like.ESCAPE),
                    is.like(is.lower(operation.get("serviceName")), pattern, Like.ESCAPE)));
        }
        Expression<Instant> moved = is.<Instant>coalesce()
                .value(operation.get("ended"))
                .value(operation.get("started"))
                .value(operation.get("created"));
        if (since != null) {
            all.add(is.greaterThanOrEqualTo(moved, since));
        }
        if (until != null) {
            all.add(is.lessThan(moved, until));
        }
        return all;
    }

    private static void equal(
            List<Predicate> all, Root<Operation> operation, CriteriaBuilder is, String field, @Nullable Object value) {
        if (value != null) {
            all.add(is.equal(operation.get(field), value));
        }
    }
}
