package org.batuta.orchestration;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.batuta.kernel.Like;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;

/**
 * Which operations are looked for; what is null or empty does not matter.
 *
 * @param words how the customer's or the service's name begins, in any case
 * @param from not asked before this instant
 * @param until asked before this instant
 */
public record OperationSearch(
        @Nullable UUID serverId,
        @Nullable String serviceType,
        @Nullable Verb verb,
        Set<OperationState> states,
        @Nullable UUID requestId,
        @Nullable UUID serviceId,
        String words,
        @Nullable Instant from,
        @Nullable Instant until) {

    public OperationSearch {
        states = Set.copyOf(states);
    }

    /** Everything. */
    public static OperationSearch all() {
        return new OperationSearch(null, null, null, Set.of(), null, null, "", null, null);
    }

    /** What was or is to be done on one server. */
    public static OperationSearch on(UUID serverId) {
        return new OperationSearch(serverId, null, null, Set.of(), null, null, "", null, null);
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
        if (from != null) {
            all.add(is.greaterThanOrEqualTo(operation.get("created"), from));
        }
        if (until != null) {
            all.add(is.lessThan(operation.get("created"), until));
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
