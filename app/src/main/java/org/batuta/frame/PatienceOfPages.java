package org.batuta.frame;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Who looks at a page waits seconds for an answer of the database, not the minute that work in the background may. A
 * statement that has no answer by then fails with its connection, and the page says so ({@link Unavailable}). The pool
 * restores the limit of a connection that comes back.
 */
@Component
class PatienceOfPages implements BeanPostProcessor {

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource pool ? new Impatient(pool) : bean;
    }

    private static class Impatient extends DelegatingDataSource {

        Impatient(DataSource pool) {
            super(pool);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            if (RequestContextHolder.getRequestAttributes() != null) {
                connection.setNetworkTimeout(Runnable::run, Math.toIntExact(PATIENCE.toMillis()));
            }
            return connection;
        }
    }
}
