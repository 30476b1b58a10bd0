package org.batuta.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.batuta.BatutaTest;
import org.batuta.OneDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The application's user of the database, and who owns the tables (decision 12). */
@BatutaTest
@SuppressWarnings("NullAway.Init")
class DatabaseUsersTest {

    @Autowired
    private JdbcClient application;

    @Test
    void theApplicationOwnsNothing() {
        assertThat(texts("select relname from pg_class where relowner = current_user::regrole"))
                .isEmpty();
        assertThat(texts("select proname from pg_proc where proowner = current_user::regrole"))
                .isEmpty();
        assertThat(texts("select rolname from pg_roles where pg_has_role(current_user, oid, 'member')"))
                .containsExactly(OneDatabase.APPLICATION);
    }

    @Test
    void theOwnerOwnsOurTablesAndTheEngines() {
        assertThat(texts("select distinct relowner::regrole::text from pg_class where relkind = 'r'"
                        + " and relnamespace = 'public'::regnamespace"))
                .containsExactly(OneDatabase.OWNER);
        assertThat(texts("select relname from pg_class where relname in ('act_ru_job', 'audit_entry')"))
                .hasSize(2);
    }

    @Test
    void onlyReadsAndAddsToAuditAndAttempts() {
        for (String table : List.of("audit_entry", "attempt")) {
            assertThat(rights(table)).as(table).containsExactly("INSERT", "SELECT");
        }
        assertThat(rights("audit_link")).containsExactly("SELECT");
        assertThat(rights("flyway_schema_history")).containsExactly("SELECT");
    }

    @Test
    void worksWithTheRowsOfAllOtherTables() {
        assertThat(texts("""
                select relname from pg_class
                where relkind = 'r' and relnamespace = 'public'::regnamespace
                    and relname not in ('audit_entry', 'attempt', 'audit_link', 'flyway_schema_history')
                    and not (has_table_privilege(oid, 'select') and has_table_privilege(oid, 'insert')
                        and has_table_privilege(oid, 'update') and has_table_privilege(oid, 'delete'))""")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entry set login = 'nobody'",
                "delete from audit_entry",
                "truncate audit_entry cascade",
                "insert into audit_link (number, entry_id, hash) values (0, gen_random_uuid(), '')",
                "delete from audit_link",
                "update attempt set stdout = ''",
                "delete from attempt",
                "truncate attempt",
                "alter table audit_entry disable trigger all",
                "drop trigger audit_entry_stays on audit_entry",
                "drop table audit_entry cascade",
                "create or replace function refuse_change_of_audit() returns trigger language sql as 'select null'",
                "create table mine (id uuid)",
                "set session_replication_role = replica",
                "set role batuta_owner"
            })
    void isRefusedByTheDatabase(String attack) {
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> application.sql(attack).update())
                .havingRootCause()
                .withMessageMatching("(?s).*(permission denied|must be owner).*");
    }

    @Test
    void theOwnerDoesNotEmptyTheAttemptsByMistake() {
        JdbcClient owner = JdbcClient.create(OneDatabase.as(OneDatabase.OWNER));
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> owner.sql("truncate attempt").update())
                .withMessageContaining("append-only");
    }

    private List<String> rights(String table) {
        return application
                .sql("select privilege_type from information_schema.role_table_grants"
                        + " where table_name = ? and grantee = current_user order by privilege_type")
                .param(table)
                .query(String.class)
                .list();
    }

    private List<String> texts(String sql) {
        return application.sql(sql).query(String.class).list();
    }
}
