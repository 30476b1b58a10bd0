package org.batuta.workflow;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionSystemException;

/**
 * A job whose transaction lost its database is tried again after the pause of its retries, and uses up none of them:
 * nothing of it has happened, and a database that restarts a few times makes no incident (F08, F09).
 */
@Component
@Order(PinnedSettings.LAST)
class KeptRetries extends AbstractProcessEnginePlugin {

    private static final String CONNECTION = "08";

    /** The server ends the connection, because it stops, because it crashed, or it does not take one yet. */
    private static final Set<String> SHUTDOWN = Set.of("57P01", "57P02", "57P03");

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setFailedJobCommandFactory(Retry::new);
    }

    static boolean isDatabaseLost(Throwable failure) {
        return causes(failure).anyMatch(KeptRetries::tellsOfLoss);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, KeptRetries::causeOf)
                .limit(50);
    }

    /** A transaction that cannot even be rolled back says why, and keeps what went wrong before beside it. */
    private static @Nullable Throwable causeOf(Throwable failure) {
        return failure instanceof TransactionSystemException broken && broken.getApplicationException() != null
                ? broken.getApplicationException()
                : failure.getCause();
    }

    private static boolean tellsOfLoss(Throwable cause) {
        return cause instanceof SQLTransientConnectionException
                || cause instanceof SQLException refused && isOfLoss(refused.getSQLState());
    }

    private static boolean isOfLoss(@Nullable String state) {
        return state != null && (state.startsWith(CONNECTION) || SHUTDOWN.contains(state));
    }

    private static final class Retry extends DefaultJobRetryCmd {

        private static final long serialVersionUID = 1;

        private Retry(String job, Throwable failure) {
            super(job, failure);
        }

        @Override
        protected boolean shouldDecrementRetriesFor(Throwable failure) {
            return super.shouldDecrementRetriesFor(failure) && !isDatabaseLost(failure);
        }
    }
}
