package org.batuta.accounts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.batuta.audit.AuditEntry;
import org.batuta.audit.AuditSearch;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;

/** What was done on the account, as whoever asks may read it, the newest first. */
record KeptAudit(History history, ObjectMapper json) implements Kept {

    private static final int AT_ONCE = 500;

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public Stream<String> of(UUID accountId) {
        AuditSearch wanted = new AuditSearch(accountId, null, null, null, null, null, null);
        Page<AuditEntry> first = history.search(wanted, PageRequest.of(0, AT_ONCE));
        return Stream.concat(
                        first.stream(),
                        IntStream.range(1, first.getTotalPages())
                                .mapToObj(page -> history.search(wanted, PageRequest.of(page, AT_ONCE)))
                                .flatMap(Page::stream))
                .map(this::written);
    }

    private String written(AuditEntry entry) {
        ObjectNode node = json.createObjectNode();
        node.put("at", entry.at().toString());
        node.put("action", entry.action());
        node.put("object", entry.objectType());
        node.put("login", entry.login());
        node.put("in_name_of", entry.inNameOf());
        node.put("remote", entry.remote());
        put(node, "before", entry.before());
        put(node, "after", entry.after());
        return node.toString();
    }

    private void put(ObjectNode node, String field, @Nullable String value) {
        try {
            node.set(field, value == null ? json.nullNode() : json.readTree(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an entry of the audit is no JSON", e);
        }
    }
}
