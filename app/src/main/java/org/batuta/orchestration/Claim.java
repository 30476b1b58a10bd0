package org.batuta.orchestration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node holds for a while: operations of one server, of one step or several, to be handed over in one call.
 *
 * @param target null for probes
 * @param begun whether an earlier holder may have handed them over already: look before anything is sent
 * @param knocks whether its server was silent: it tries for all others whether the server is back
 * @param openRuns runs of earlier attempts whose end nobody saw: killed before anything is sent
 */
record Claim(
        @Nullable Target target, List<Operation> operations, boolean begun, boolean knocks, List<String> openRuns) {}
