package org.batuta.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    @Test
    void keepsItsDataDurably(@TempDir Path dir) throws SQLException {
        try (var database = Database.kept(dir.resolve("postgresql"))) {
            assertThat(ask(database, "show fsync")).isEqualTo("on");
            assertThat(ask(database, "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(database, "show full_page_writes")).isEqualTo("on");
            ask(database, "create table mark (word text); insert into mark values ('stays') returning word");
        }
        try (var database = Database.kept(dir.resolve("postgresql"))) {
            assertThat(ask(database, "select word from mark")).isEqualTo("stays");
        }
    }

    @Test
    void recoversFromACrashWhatWasCommitted(@TempDir Path dir) throws SQLException {
        try (var database = Database.kept(dir.resolve("postgresql"))) {
            ask(database, "create table mark (word text); insert into mark values ('stays') returning word");
            String began = ask(database, "select pg_postmaster_start_time()");

            database.crash();

            assertThat(ask(database, "select pg_postmaster_start_time()")).isNotEqualTo(began);
            assertThat(ask(database, "select word from mark")).isEqualTo("stays");
        }
    }

    @Test
    void isUsedByOrdinaryUsers() throws SQLException {
        try (var database = Database.temporary()) {
            assertThat(ask(database, "select bool_or(rolsuper) from pg_roles where rolname like 'batuta%'"))
                    .isEqualTo("f");
        }
    }

    /** The only value of the last result. */
    private static String ask(Database database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), database.owner(), "");
                var statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            var result = statement.getResultSet();
            result.next();
            return result.getString(1);
        }
    }
}
