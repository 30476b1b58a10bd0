package org.batuta.orchestration;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Compares the server with what a step wanted, one check for each operation that did not end done. APPLY, REMOVE and
 * SET_PASSWORD can be compared: a REMOVE is as wished when nothing of the service is left ({@code gone=yes}), a
 * SET_PASSWORD when the server keeps the verifier with its {@code fingerprint}. A check itself is simply run again.
 */
@Component
class Checks {

    /** What a check told about its step. */
    enum Finding {
        AS_WISHED("done"),
        DIFFERS("differs"),
        UNREACHABLE("unreachable"),
        UNKNOWN("unknown");

        private final String errorCode;

        Finding(String errorCode) {
            this.errorCode = errorCode;
        }

        /** The BPMN error by which the step leaves its check. */
        String errorCode() {
            return errorCode;
        }
    }

    private final StoredOperations operations;
    private final Scripts scripts;
    private final OrchestrationSettings settings;
    private final Clock clock;

    Checks(StoredOperations operations, Scripts scripts, OrchestrationSettings settings, Clock clock) {
        this.operations = operations;
        this.scripts = scripts;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether all that did not end done can be compared. */
    boolean canCompare(List<Operation> work) {
        return work.stream()
                .filter(operation ->
                        operation.checks() == null && operation.state().mayRunAgain())
                .allMatch(operation -> script(operation).isPresent());
    }

    void queue(Step step, List<Operation> work) {
        Map<UUID, Operation> earlier = checksOf(step.id());
        int position = operations.ofStep(step.id()).size();
        for (Operation operation : work) {
            if (operation.state().mayRunAgain()) {
                Operation check = earlier.get(operation.id());
                if (check != null && check.state().mayRunAgain()) {
                    check.queue(clock.instant());
                } else if (check == null) {
                    position = add(step, operation, position);
                }
            }
        }
    }

    private int add(Step step, Operation operation, int position) {
        Optional<Script> script = script(operation);
        if (script.isEmpty()) {
            return position;
        }
        Map<String, String> wanted = new HashMap<>(operation.parameters());
        if (operation.verb() == Verb.REMOVE) {
            wanted.put("gone", "yes");
        }
        operations.save(operation.check(
                step,
                position + 1,
                wanted,
                script.get(),
                settings.limitOf(operation.serviceType(), Verb.CHECK, script.get()),
                clock.instant()));
        return position + 1;
    }

    private Optional<Script> script(Operation operation) {
        return canBeCompared(operation) ? scripts.find(operation.serviceType(), Verb.CHECK) : Optional.empty();
    }

    private static boolean canBeCompared(Operation operation) {
        return switch (operation.verb()) {
            case APPLY, REMOVE -> true;
            case SET_PASSWORD -> operation.parameters().containsKey("fingerprint");
            default -> false;
        };
    }

    /** What the ended checks of a step say about each operation that is not done; the worst counts. */
    Finding find(Step step, List<Operation> work) {
        Map<UUID, Operation> checks = checksOf(step.id());
        Finding worst = Finding.AS_WISHED;
        for (Operation operation : work) {
            if (operation.state().mayRunAgain()) {
                Finding finding = operation.verb() == Verb.CHECK ? Finding.DIFFERS : read(checks.get(operation.id()));
                if (finding == Finding.AS_WISHED) {
                    operation.foundDone(clock.instant());
                }
                worst = finding.compareTo(worst) > 0 ? finding : worst;
            }
        }
        return worst;
    }

    private static Finding read(@Nullable Operation check) {
        if (check == null) {
            return Finding.UNKNOWN;
        }
        return switch (check.state()) {
            case DONE, DONE_WITH_WARNING -> Finding.AS_WISHED;
            case UNREACHABLE -> Finding.UNREACHABLE;
            case REFUSED -> check.foundDifference() ? Finding.DIFFERS : Finding.UNKNOWN;
            default -> Finding.UNKNOWN;
        };
    }

    private Map<UUID, Operation> checksOf(UUID stepId) {
        return operations.ofStep(stepId).stream()
                .filter(operation -> operation.checks() != null)
                .collect(Collectors.toMap(Operation::checks, check -> check));
    }
}
