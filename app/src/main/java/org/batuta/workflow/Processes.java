package org.batuta.workflow;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one door to the engine for everybody who is not a process: starts instances, sends them messages, and says how
 * the work of a waiting step ended. Everything happens in the caller's transaction, and on nobody's behalf: whether a
 * person may is decided by our own permissions, also where that person's call came through the engine's applications.
 */
@Component
public class Processes {

    /** A result and a message for one instance queue here; the engine's own order of locks would let them deadlock. */
    private static final String LOCK = "select id_ from act_ru_execution where business_key_ = ";

    private static final String BUSINESS_KEY_OF = "(select p.business_key_ from act_ru_execution e"
            + " join act_ru_execution p on p.id_ = e.proc_inst_id_ where e.id_ = ?)";
    private static final String IN_ORDER = " order by id_ for no key update";

    private final RuntimeService runtime;
    private final ManagementService jobs;
    private final IdentityService identity;
    private final ProcessEngineConfigurationImpl engine;
    private final JdbcTemplate sql;

    Processes(
            RuntimeService runtime,
            ManagementService jobs,
            IdentityService identity,
            ProcessEngineConfigurationImpl engine,
            JdbcTemplate sql) {
        this.runtime = runtime;
        this.jobs = jobs;
        this.identity = identity;
        this.engine = engine;
        this.sql = sql;
    }

    /**
     * Starts the newest version of a process.
     *
     * @param businessKey the id of what it is about
     * @param ids its first variables: ids, numbers and names of enums, nothing else
     * @return the id of the instance
     */
    @Transactional
    public String start(String process, String businessKey, Map<String, Object> ids) {
        return onNobodysBehalf(() ->
                runtime.startProcessInstanceByKey(process, businessKey, ids).getId());
    }

    /** A first variable that is forgotten, and never written down, when the instance waits for the first time. */
    public static Object untilItWaits(@Nullable String value) {
        return Variables.stringValue(value, true);
    }

    /**
     * Starts the newest version of the process that begins with this message; for one that can also begin by itself.
     *
     * @param businessKey the id of what it is about
     * @param ids its first variables: ids, numbers and names of enums, nothing else
     */
    @Transactional
    public void startBy(String message, String businessKey, Map<String, Object> ids) {
        onNobodysBehalf(() -> runtime.createMessageCorrelation(message)
                .processInstanceBusinessKey(businessKey)
                .setVariables(ids)
                .correlateStartMessage());
    }

    /**
     * Lets a waiting task be left the normal way.
     *
     * @return {@code false} when nothing waits there any more: a late result, which changes nothing
     */
    @Transactional
    public boolean reach(String executionId) {
        return signal(executionId, WaitingTask.REACH, null);
    }

    /**
     * Lets a waiting task be left by its boundary error with this code.
     *
     * @return {@code false} when nothing waits there any more: a late result, which changes nothing
     */
    @Transactional
    public boolean fail(String executionId, String errorCode) {
        return signal(executionId, WaitingTask.FAIL, errorCode);
    }

    /**
     * Hands a message to every step that waits for it under this business key.
     *
     * @return {@code false} when nobody waits for it
     */
    @Transactional
    public boolean send(String message, String businessKey) {
        sql.queryForList(LOCK + "?" + IN_ORDER, businessKey);
        return onNobodysBehalf(() -> !runtime.createMessageCorrelation(message)
                .processInstanceBusinessKey(businessKey)
                .correlateAllWithResult()
                .isEmpty());
    }

    /**
     * Hands a message to the step of one instance that waits for it.
     *
     * @return {@code false} when the instance has ended, or does not wait for it
     */
    @Transactional
    public boolean sendTo(String processInstanceId, String message) {
        sql.queryForList(LOCK + BUSINESS_KEY_OF + IN_ORDER, processInstanceId);
        return onNobodysBehalf(() -> !runtime.createMessageCorrelation(message)
                .processInstanceId(processInstanceId)
                .correlateAllWithResult()
                .isEmpty());
    }

    /** Whether a step of this instance waits for this message. */
    @Transactional(readOnly = true)
    public boolean waitsFor(String processInstanceId, String message) {
        return onNobodysBehalf(() -> runtime.createEventSubscriptionQuery()
                        .processInstanceId(processInstanceId)
                        .eventType("message")
                        .eventName(message)
                        .count()
                > 0);
    }

    /** When the next timer of this instance is due. */
    @Transactional(readOnly = true)
    public Optional<Instant> nextTimer(String processInstanceId) {
        return onNobodysBehalf(() -> jobs
                .createJobQuery()
                .processInstanceId(processInstanceId)
                .timers()
                .orderByJobDuedate()
                .asc()
                .listPage(0, 1)
                .stream()
                .map(job -> job.getDuedate().toInstant())
                .findFirst());
    }

    /** Whether an instance of this process about this id has not ended. */
    @Transactional(readOnly = true)
    public boolean isRunning(String process, String businessKey) {
        return onNobodysBehalf(() -> runtime.createProcessInstanceQuery()
                        .processDefinitionKey(process)
                        .processInstanceBusinessKey(businessKey)
                        .count()
                > 0);
    }

    /** What the instances of this process are about that have not ended. */
    @Transactional(readOnly = true)
    public Set<String> running(String process) {
        return onNobodysBehalf(() -> runtime.createProcessInstanceQuery().processDefinitionKey(process).list().stream()
                .map(ProcessInstance::getBusinessKey)
                .collect(Collectors.toSet()));
    }

    private boolean signal(String executionId, String name, @Nullable String code) {
        sql.queryForList(LOCK + BUSINESS_KEY_OF + IN_ORDER, executionId);
        boolean waits = Boolean.TRUE.equals(
                engine.getCommandExecutorTxRequired().execute(new StandsAtWaitingTask(executionId)));
        if (waits) {
            onNobodysBehalf(() -> {
                runtime.signal(executionId, name, code, null);
                return true;
            });
        }
        return waits;
    }

    private <T> T onNobodysBehalf(Supplier<T> call) {
        Authentication person = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        try {
            return call.get();
        } finally {
            identity.setAuthentication(person);
        }
    }
}
