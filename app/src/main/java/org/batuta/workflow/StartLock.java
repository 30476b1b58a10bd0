package org.batuta.workflow;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * One node of all sets things up at a time: our tables, the engine's tables, what is deployed and granted. The lock
 * belongs to a connection of its own, so a node that dies gives it back.
 */
class StartLock implements AutoCloseable {

    private static final long KEY = 0x6261747574610001L;

    private final Connection connection;

    private StartLock(Connection connection) {
        this.connection = connection;
    }

    /** Waits until no other node is setting up. */
    static StartLock take(DataSource dataSource) {
        try {
            Connection connection = dataSource.getConnection();
            call(connection, "select pg_advisory_lock(?)");
            return new StartLock(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot take the lock for setting up", e);
        }
    }

    @Override
    public void close() {
        try (Connection held = connection) {
            call(held, "select pg_advisory_unlock(?)");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot give back the lock for setting up", e);
        }
    }

    private static void call(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, KEY);
            statement.execute();
        }
    }
}
