package org.batuta.hosting;

import java.util.List;
import java.util.UUID;
import org.batuta.hosting.Fulfilment.Password;
import org.batuta.orchestration.Attempt;
import org.batuta.orchestration.Evidences;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.OperationState;
import org.batuta.orchestration.Operations;
import org.batuta.orchestration.Outcome;
import org.batuta.orchestration.Verb;
import org.springframework.stereotype.Component;

/**
 * What is known of a password's change: only what servers have shown counts, the fingerprint of the verifier that they
 * keep (decision 13).
 */
@Component
class PasswordProof {

    static final String ENVELOPE_GONE = "envelope-gone";
    static final String UNPROVEN = "unproven";

    private final Operations operations;
    private final Evidences evidences;

    PasswordProof(Operations operations, Evidences evidences) {
        this.operations = operations;
        this.evidences = evidences;
    }

    Password of(Request request) {
        if (isShown(request.id())) {
            return Password.SET;
        }
        return request.isCancelled() && !mayBeThere(request.id()) ? Password.KEPT : Password.AGAIN;
    }

    private boolean isShown(UUID requestId) {
        List<Operation> checks = present(requestId, Verb.CHECK);
        return !checks.isEmpty()
                && checks.stream().allMatch(check -> check.state().isDone());
    }

    /** Whether a server may have got it, although none has shown it. */
    boolean mayBeThere(UUID requestId) {
        return operations.ofRequest(requestId).stream()
                .filter(operation -> operation.verb() == Verb.SET_PASSWORD && operation.attempts() > 0)
                .flatMap(operation -> evidences.of(operation.stepId()).of(operation).stream())
                .anyMatch(PasswordProof::mayHaveSent);
    }

    private static boolean mayHaveSent(Attempt attempt) {
        return attempt.outcome() != Outcome.UNREACHABLE && !ENVELOPE_GONE.equals(attempt.symptom());
    }

    /** Why it is to be set again. */
    String why(UUID requestId) {
        return present(requestId, Verb.SET_PASSWORD).stream()
                        .anyMatch(operation -> ENVELOPE_GONE.equals(operation.symptom()))
                ? ENVELOPE_GONE
                : UNPROVEN;
    }

    private List<Operation> present(UUID requestId, Verb verb) {
        return operations.ofRequest(requestId).stream()
                .filter(operation -> operation.verb() == verb && operation.checks() == null)
                .filter(operation -> operation.state() != OperationState.SUPERSEDED)
                .toList();
    }
}
