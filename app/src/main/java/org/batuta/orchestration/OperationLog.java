package org.batuta.orchestration;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.PlainText;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What was done, is done and waits to be done on servers, as the staff looks it up. */
@Component
@PreAuthorize("hasAuthority('SEE_OPERATIONS')")
@Transactional(readOnly = true)
public class OperationLog {

    /** How much a server has to do; the server is null for what runs on none (probes). */
    public record Load(@Nullable UUID serverId, long waiting, long running) {}

    /** One operation with its step and every attempt, oldest first. */
    public record Entry(Operation operation, Step step, List<Attempt> attempts) {}

    private static final Sort NEWEST = Sort.by(Sort.Order.desc("created"), Sort.Order.asc("id"));

    private static final Sort OLDEST = Sort.by("created", "id");

    private final StoredOperations operations;
    private final StoredSteps steps;
    private final StoredAttempts attempts;

    OperationLog(StoredOperations operations, StoredSteps steps, StoredAttempts attempts) {
        this.operations = operations;
        this.steps = steps;
        this.attempts = attempts;
    }

    /** A page of what is looked for, the newest first. */
    public Page<Operation> search(OperationSearch wanted, Pageable page) {
        return PlainText.isLine(wanted.words())
                ? operations.findAll(wanted.asQuery(), PageRequest.of(page.getPageNumber(), page.getPageSize(), NEWEST))
                : Page.empty(page);
    }

    /**
     * What is looked for, the newest first, in one statement.
     *
     * @param before the last one that was seen already; null for the newest ones
     */
    public List<Operation> search(OperationSearch wanted, @Nullable UUID before, int most) {
        Specification<Operation> older = (operation, query, is) ->
                before == null ? is.conjunction() : is.lessThan(operation.<UUID>get("id"), before);
        return operations.findBy(
                wanted.asQuery().and(older),
                found -> found.sortBy(Sort.by("id").descending()).limit(most).all());
    }

    /**
     * One operation.
     *
     * @throws NotFound when there is none
     */
    public Entry get(UUID id) {
        Operation operation = operations.findById(id).orElseThrow(() -> new NotFound("operation", id));
        Step step = steps.findById(operation.stepId()).orElseThrow();
        return new Entry(operation, step, attempts.findByOperationIdInOrderByEnded(List.of(id)));
    }

    /** What every server has to do at this moment; one that has nothing to do is missing. */
    public List<Load> loads() {
        return operations.loads();
    }

    /** Of what is looked for, the failed operations that wait for their next try or for a person, the oldest first. */
    public Page<Operation> waiting(OperationSearch wanted, int most) {
        return operations.findAll(wanted.waiting(), PageRequest.of(0, most, OLDEST));
    }

    /** What waits for a server: to begin, for its next try, or for a person; the oldest first. */
    public Page<Operation> waitingFor(UUID serverId, int most) {
        return operations.findAll(OperationSearch.on(serverId).open(), PageRequest.of(0, most, OLDEST));
    }

    /** Which of these failed and wait for their next try or for a person. */
    public Set<UUID> waitingAmong(Collection<Operation> shown) {
        List<UUID> steps = shown.stream()
                .filter(operation -> operation.state().mayRunAgain())
                .map(Operation::stepId)
                .distinct()
                .toList();
        return steps.isEmpty() ? Set.of() : operations.waiting(steps);
    }

    /** How many operations are found so. */
    public long count(OperationSearch wanted) {
        return operations.count(wanted.asQuery());
    }

    /**
     * One attempt.
     *
     * @throws NotFound when there is none
     */
    public Attempt attempt(UUID id) {
        return attempts.findById(id).orElseThrow(() -> new NotFound("attempt", id));
    }

    /** What the open page of an operation follows; the database tells it whenever the operation's state changes. */
    public static String topic(UUID operationId) {
        return "operation/" + operationId;
    }
}
