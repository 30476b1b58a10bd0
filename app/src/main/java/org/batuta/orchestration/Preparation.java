package org.batuta.orchestration;

import java.util.List;

/** What makes a new server ready. Asked at enrolment, answered by the module that owns services. */
public interface Preparation {

    /** One PREPARE for each routed service type that has something to prepare; the request is the server itself. */
    List<PlannedOperation> of(Server server, List<Route> routes);
}
