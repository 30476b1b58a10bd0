package org.batuta.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are wanted; null for any.
 *
 * @param action the whole of it, or what it begins with up to a dot
 * @param since none before it
 */
public record AuditSearch(
        @Nullable UUID accountId,
        @Nullable String objectType,
        @Nullable UUID objectId,
        @Nullable UUID personId,
        @Nullable UUID requestId,
        @Nullable String action,
        @Nullable Instant since) {

    /** All of one object. */
    public static AuditSearch of(String objectType, UUID objectId) {
        return new AuditSearch(null, objectType, objectId, null, null, null, null);
    }

    /** All that belongs to one account. */
    public static AuditSearch ofAccount(UUID accountId) {
        return new AuditSearch(accountId, null, null, null, null, null, null);
    }

    Map<String, Object> conditions(List<String> conditions) {
        Map<String, Object> values = new HashMap<>();
        add("account_id = :account", "account", accountId, conditions, values);
        add("object_type = :type", "type", objectType, conditions, values);
        add("object_id = :object", "object", objectId, conditions, values);
        add("person_id = :person", "person", personId, conditions, values);
        add("request = :request", "request", requestId, conditions, values);
        add("(action = :action or starts_with(action, :action || '.'))", "action", action, conditions, values);
        add("at >= :since", "since", since == null ? null : since.atOffset(ZoneOffset.UTC), conditions, values);
        return values;
    }

    private static void add(
            String condition,
            String name,
            @Nullable Object value,
            List<String> conditions,
            Map<String, Object> values) {
        if (value != null) {
            conditions.add(condition);
            values.put(name, value);
        }
    }
}
