package org.batuta.hosting;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lists are filtered by. */
final class Conditions {

    private Conditions() {}

    /** Adds that the field has this value; one that is null does not matter. */
    static void equal(List<Predicate> all, CriteriaBuilder is, Path<?> field, @Nullable Object value) {
        if (value != null) {
            all.add(is.equal(field, value));
        }
    }
}
