package org.batuta;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** One embedded PostgreSQL for all tests of this JVM, which ends with it. */
public class OneDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** Whom nothing is refused; for what only an attacker would do. */
    public static final String SUPERUSER = "postgres";

    /** Who owns the tables, with no password. */
    public static final String OWNER = "batuta_owner";

    /** As whom the application works, with no password. */
    public static final String APPLICATION = "batuta";

    private static final AtomicInteger MADE = new AtomicInteger();
    private static final EmbeddedPostgres POSTGRES = start();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "spring.datasource.url=" + url(),
                        "spring.datasource.username=" + APPLICATION,
                        "batuta.database.owner=" + OWNER)
                .applyTo(context);
    }

    /** The address of a new empty database in the same server, for a test that needs one of its own. */
    public static String another(String use) {
        String name = use + "_" + MADE.incrementAndGet();
        try (Connection connection = POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " owner " + OWNER);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return url(name);
    }

    /** Where the database of all tests is. */
    public static String url() {
        return url("batuta");
    }

    /** The database of all tests as another user sees it. */
    public static DataSource as(String user) {
        return new DriverManagerDataSource(url(), user, "");
    }

    private static String url(String name) {
        return "jdbc:postgresql://localhost:" + POSTGRES.getPort() + "/" + name;
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create role " + OWNER + " login");
                statement.execute("create role " + APPLICATION + " login");
                statement.execute("create database batuta owner " + OWNER);
            }
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
