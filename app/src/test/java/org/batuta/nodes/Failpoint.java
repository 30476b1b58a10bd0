package org.batuta.nodes;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Where a {@link Node} may be told to die: at a commit, just before or just after it. */
public final class Failpoint implements BeanPostProcessor {

    /** What a power failure leaves no time for is not done by {@link Runtime#halt} either. */
    private static final int POWER_FAILURE = 137;

    private static final AtomicInteger STEPS = new AtomicInteger();

    /**
     * From now on this process counts its steps, two for each commit of any of its threads, and dies at this one.
     *
     * @param step odd for just before a commit, even for just after it; from 1 on
     */
    public static void dieAt(int step) {
        STEPS.set(step);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source ? new Watched(source) : bean;
    }

    private static void step() {
        if (STEPS.getAndUpdate(left -> Math.max(left - 1, 0)) == 1) {
            Runtime.getRuntime().halt(POWER_FAILURE);
        }
    }

    private static final class Watched extends DelegatingDataSource {

        private Watched(DataSource source) {
            super(source);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, words) -> called(connection, method, words));
        }

        private static Object called(Connection connection, Method method, Object[] words) throws Throwable {
            boolean commits = method.getName().equals("commit");
            try {
                if (commits) {
                    step();
                }
                Object answer = method.invoke(connection, words);
                if (commits) {
                    step();
                }
                return answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
