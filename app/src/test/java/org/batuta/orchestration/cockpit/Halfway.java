package org.batuta.orchestration.cockpit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.batuta.Cast;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.kernel.Ids;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.OperationState;
import org.batuta.orchestration.Operations;
import org.batuta.orchestration.PlannedOperation;
import org.batuta.orchestration.PlannedStep;
import org.batuta.orchestration.Verb;
import org.batuta.provider.Administrator;
import org.batuta.provider.Customer;
import org.batuta.provider.Trouble;
import org.batuta.provider.Working;
import org.batuta.workflow.Processes;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.beans.factory.BeanFactory;

/**
 * A request for a domain that is done on the first server and stands before a person for the second.
 *
 * @param id the request
 * @param instance the process of the request
 * @param repairing the process that it called for the second server
 */
record Halfway(
        BeanFactory application,
        Customer customer,
        UUID id,
        String domain,
        String askedBy,
        String instance,
        String repairing,
        Trouble trouble)
        implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    static Halfway on(BeanFactory application, Cast cast) {
        return of(cast.anAccount(), application, cast);
    }

    static Halfway of(Account account, BeanFactory application, Cast cast) {
        Working provider = Working.on(application);
        Person owner = cast.aCustomer(account, Role.OWNER);
        Customer customer = new Customer(application, owner, account);
        String domain = "halfway" + Long.toString(System.nanoTime(), Character.MAX_RADIX) + ".test";
        Trouble trouble = Trouble.unwritable(provider.second(), "/etc/bind/batuta");
        UUID request = customer.asksForDomain(domain);
        String repairing = new Administrator(application)
                .isAsked(request, "repairOperation")
                .getProcessInstanceId();
        String instance = application
                .getBean(RuntimeService.class)
                .createProcessInstanceQuery()
                .subProcessInstanceId(repairing)
                .singleResult()
                .getId();
        return new Halfway(application, customer, request, domain, owner.login(), instance, repairing, trouble);
    }

    /** Runs one script of the tests in a process of its own until it is in this state; answers the process. */
    static String trial(BeanFactory application, String deed, OperationState end) {
        Working provider = Working.on(application);
        Operations operations = application.getBean(Operations.class);
        UUID request = Ids.next();
        UUID step = operations
                .plan(new PlannedStep(request, provider.firstId(), false, List.of(planned(deed))))
                .id();
        String instance = application
                .getBean(Processes.class)
                .start("run-operation", request.toString(), Map.of("stepId", step.toString(), "undo", false));
        Predicate<Operation> ended = operation -> operation.state() == end;
        await("the end of " + deed, () -> operations.ofRequest(request).get(0), ended);
        return instance;
    }

    static <T> T await(String what, Callable<T> found, Predicate<T> fits) {
        return Awaitility.await(what).atMost(PATIENCE).until(found, fits);
    }

    private static PlannedOperation planned(String deed) {
        return new PlannedOperation(
                Ids.next(),
                "Acme",
                Ids.next(),
                "trials",
                "trial.test",
                Verb.APPLY,
                Map.of("deed", deed),
                null,
                JsonNodeFactory.instance.objectNode(),
                "ada",
                null);
    }

    /** The server is mended, and the request ends as it should. */
    @Override
    public void close() {
        trouble.close();
        Administrator administrator = new Administrator(application);
        administrator.chooses(administrator.isAsked(id, "repairOperation"), "retry");
        customer.endOf(id);
    }
}
