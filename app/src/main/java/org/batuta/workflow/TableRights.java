package org.batuta.workflow;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * What the application may do with the owner's tables: work with the rows of all, but only read and add where the table
 * says {@code append-only}, and only read what is {@code written by the database} (their comments).
 */
class TableRights {

    private final DataSource owner;
    private final String application;

    TableRights(DataSource owner, String application) {
        this.owner = owner;
        this.application = application;
    }

    void give() {
        try (Connection connection = owner.getConnection();
                Statement sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            String user = sql.enquoteIdentifier(application, true);
            sql.execute("grant usage on schema public to " + user);
            sql.execute("grant usage, select on all sequences in schema public to " + user);
            sql.execute("grant select, insert, update, delete on all tables in schema public to " + user);
            for (String table : tables(sql, "'append-only'")) {
                sql.execute("revoke update, delete on " + table + " from " + user);
            }
            for (String table : tables(sql, "'written by the database'")) {
                sql.execute("revoke insert, update, delete on " + table + " from " + user);
            }
            sql.execute("revoke insert, update, delete on flyway_schema_history from " + user);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("the owner cannot give rights to " + application, e);
        }
    }

    private static List<String> tables(Statement sql, String comment) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet found = sql.executeQuery("select oid::regclass::text from pg_class where relkind = 'r'"
                + " and relnamespace = 'public'::regnamespace and obj_description(oid, 'pg_class') = " + comment)) {
            while (found.next()) {
                names.add(found.getString(1));
            }
        }
        return names;
    }
}
