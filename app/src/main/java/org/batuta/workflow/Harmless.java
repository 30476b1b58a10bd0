package org.batuta.workflow;

import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;

/** What an expression may touch: a list of what is allowed, so that whatever is new is refused. */
final class Harmless {

    private Harmless() {}

    /** Values, and the two windows on the process that the engine itself offers. */
    static boolean isValue(Object object) {
        return isSimple(object)
                || object instanceof Optional<?>
                || isOfJdk(object) && (object instanceof Collection<?> || object instanceof Map<?, ?>)
                || object instanceof Map.Entry<?, ?>
                || object instanceof DelegateExecution
                || object instanceof DelegateTask
                || isOf(object, "org.camunda.bpm.engine.variable.")
                || isOf(object, "org.camunda.bpm.dmn.engine.impl.DmnDecisionResult")
                || isOf(object, "org.camunda.spin.");
    }

    /** One value, which holds no other. */
    static boolean isSimple(Object object) {
        return object instanceof CharSequence
                || object instanceof Number
                || object instanceof Boolean
                || object instanceof Character
                || object instanceof Enum<?>
                || object instanceof UUID
                || isTime(object);
    }

    /** What a picture may name for the engine to call. */
    static boolean isDelegate(Object object) {
        return object instanceof JavaDelegate
                || object instanceof WaitingTask
                || object instanceof ExecutionListener
                || object instanceof TaskListener;
    }

    private static boolean isTime(Object object) {
        return object instanceof Date
                || object instanceof Calendar
                || object instanceof TemporalAccessor
                || object instanceof TemporalAmount
                || isOf(object, "org.joda.time.");
    }

    /** Lists and maps of the JDK, not a bean or a registry that happens to be a map. */
    private static boolean isOfJdk(Object object) {
        return isOf(object, "java.util.");
    }

    private static boolean isOf(Object object, String packages) {
        return object.getClass().getName().startsWith(packages);
    }
}
