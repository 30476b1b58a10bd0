package org.batuta.orchestration;

/** Whether something of an operation may be alive on its server. */
final class Stops {

    private Stops() {}

    static boolean mayRun(Operation operation) {
        return operation.state() == OperationState.RUNNING || operation.isUnsettled();
    }
}
