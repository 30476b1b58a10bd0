package org.batuta.orchestration.process;

import org.batuta.orchestration.Routes;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task {@code openRoute} of prepare-route: services of the type may be placed on the server from now on. */
@Component
class OpenRoute implements JavaDelegate {

    private final Routes routes;

    OpenRoute(Routes routes) {
        this.routes = routes;
    }

    @Override
    public void execute(DelegateExecution execution) {
        routes.open(Ids.route(execution));
    }
}
