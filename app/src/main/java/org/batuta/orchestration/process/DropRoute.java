package org.batuta.orchestration.process;

import org.batuta.orchestration.Routes;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task {@code dropRoute} of prepare-route: the server could not be prepared, so it takes no services of the type. */
@Component
class DropRoute implements JavaDelegate {

    private final Routes routes;

    DropRoute(Routes routes) {
        this.routes = routes;
    }

    @Override
    public void execute(DelegateExecution execution) {
        routes.drop(Ids.route(execution));
    }
}
