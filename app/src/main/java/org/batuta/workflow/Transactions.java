package org.batuta.workflow;

import java.sql.SQLException;
import java.util.function.Supplier;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs work in a transaction, and once more from the beginning when somebody else was faster. */
@Component
public class Transactions {

    private static final int TRIES = 5;
    private static final long FIRST_PAUSE_MILLIS = 5;

    private final TransactionTemplate template;
    private final TransactionTemplate another;
    private final JdbcClient sql;

    Transactions(PlatformTransactionManager manager, JdbcClient sql) {
        this.template = new TransactionTemplate(manager);
        this.another = new TransactionTemplate(manager);
        another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.sql = sql;
    }

    /**
     * Runs the work, which reads all it needs itself, in a new transaction, at most five times. Inside a running
     * transaction it runs once: only its outermost owner can begin again.
     */
    public <T> T retrying(Supplier<T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return work.get();
        }
        return retrying(template, work);
    }

    /** From here until the running transaction ends nobody else holds what has this name, on any node. */
    public void hold(String what) {
        sql.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param(what)
                .query()
                .singleRow();
    }

    /**
     * Runs the work in a transaction of its own once the running one is committed; not at all if it is rolled back.
     * For what makes sense only when others see what was written.
     */
    public void afterCommit(Runnable work) {
        onceCommitted(() -> apart(work));
    }

    /** The same for work that opens its own transactions, each {@link #apart}. */
    public void onceCommitted(Runnable work) {
        after(TransactionSynchronization.STATUS_COMMITTED, work);
    }

    /** Runs the work in a transaction of its own, at most five times, whatever transaction is running. */
    public void apart(Runnable work) {
        retrying(another, () -> {
            work.run();
            return Boolean.TRUE;
        });
    }

    /**
     * Runs the work in a transaction of its own once the running one is rolled back; not at all if it is committed. For
     * what somebody has to know about what was refused.
     */
    public void afterRollback(Runnable work) {
        after(TransactionSynchronization.STATUS_ROLLED_BACK, () -> apart(work));
    }

    private void after(int end, Runnable work) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status == end) {
                    work.run();
                }
            }
        });
    }

    private static <T> T retrying(TransactionTemplate template, Supplier<T> work) {
        for (int failed = 0; ; failed++) {
            try {
                return template.execute(status -> work.get());
            } catch (RuntimeException e) {
                if (failed + 1 == TRIES || !isLostRace(e)) {
                    throw e;
                }
                pause(FIRST_PAUSE_MILLIS << failed);
            }
        }
    }

    /** Like {@link #retrying(Supplier)} for work without a result. */
    public void retrying(Runnable work) {
        retrying(() -> {
            work.run();
            return Boolean.TRUE;
        });
    }

    private static boolean isLostRace(@Nullable Throwable e) {
        return e instanceof OptimisticLockingException
                || e instanceof ConcurrencyFailureException
                || e instanceof SQLException sql && isConflict(sql)
                || isTornRead(e)
                || e != null && e.getCause() != e && isLostRace(e.getCause());
    }

    /** Deadlock, serialization failure, or a reference to a row that the winner has just deleted. */
    private static boolean isConflict(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("40") || state.equals("23503");
    }

    /** The engine trips over a row that went away while it correlated a message. */
    private static boolean isTornRead(@Nullable Throwable e) {
        return e instanceof NullPointerException
                && e.getStackTrace().length > 0
                && e.getStackTrace()[0].getClassName().startsWith("org.camunda.bpm.engine.");
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the next try", e);
        }
    }
}
