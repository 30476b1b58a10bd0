package org.batuta.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Program;
import org.batuta.Program.Answer;
import org.batuta.accounts.Account;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.kernel.Ids;
import org.batuta.security.tokens.Scope;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What programs of the staff change. */
@BatutaTest
@SuppressWarnings("NullAway.Init")
class StaffCallsTest {

    private static final String WHY = "{\"reason\":\"a bill of May\"}";

    @LocalServerPort
    private int port;

    @Autowired
    private BeanFactory application;

    @Autowired
    private Cast cast;

    @Autowired
    private JdbcClient sql;

    @Test
    void a05AnAccountIsSuspendedAndResumed() {
        Program administrator = staff(StaffRole.ADMINISTRATOR, Scope.WRITE);
        String address = "/api/v1/accounts/" + cast.anAccount().id() + "/suspension";
        assertThat(administrator.get(address).status()).isEqualTo(404);

        Answer suspended = put(administrator, address, WHY);
        assertThat(suspended.status()).as(suspended.toString()).isEqualTo(202);
        assertThat(suspended.json().get("reason").asText()).isEqualTo("a bill of May");
        assertThat(suspended.json().get("working").asInt()).isZero();
        assertThat(put(administrator, address, WHY).status()).isEqualTo(409);

        Answer resumed = delete(administrator, address);
        assertThat(resumed.status()).as(resumed.toString()).isEqualTo(202);
        assertThat(resumed.json().get("resumedAt").asText()).isNotBlank();
        assertThat(delete(administrator, address).status()).isEqualTo(409);
    }

    @Test
    void aServerIsSentIntoMaintenanceAndBack() {
        UUID server = Ids.next();
        sql.sql("insert into server (id, name, address, port, zone, state, created, version)"
                        + " values (?, 'calls-' || ?, ?, 22, 'Europe/Madrid', 'ACTIVE', now(), 0)")
                .params(server, server.toString().substring(28), server + ".test")
                .update();
        try {
            Program administrator = staff(StaffRole.ADMINISTRATOR, Scope.WRITE);
            String address = "/api/v1/servers/" + server + "/maintenance";

            Answer drained = put(administrator, address, "{\"reason\":\"new disks\"}");
            assertThat(drained.status()).as(drained.toString()).isEqualTo(200);
            assertThat(drained.json().get("state").asText()).isEqualTo("DRAINING");
            assertThat(drained.json().at("/maintenance/reason").asText()).isEqualTo("new disks");

            assertThat(delete(administrator, address).json().get("state").asText())
                    .isEqualTo("ACTIVE");
            assertThat(delete(administrator, address).status()).isEqualTo(409);
        } finally {
            sql.sql("update server set state = 'RETIRED' where id = ?")
                    .param(server)
                    .update();
        }
    }

    @Test
    void whatIsWrongStandsAtItsField() {
        Program administrator = staff(StaffRole.ADMINISTRATOR, Scope.WRITE);
        String address = "/api/v1/accounts/" + cast.anAccount().id() + "/suspension";
        Map.of(
                        "{}", "#/reason",
                        "{\"reason\":\"\"}", "#/reason",
                        "{\"reason\":\"two\\nlines\"}", "#/reason",
                        "{\"reason\":\"x\",\"more\":1}", "#/more")
                .forEach((sent, pointer) -> {
                    Answer answer = put(administrator, address, sent);
                    assertThat(answer.status()).as(sent).isEqualTo(422);
                    assertThat(answer.json().at("/errors/0/pointer").asText())
                            .as(sent)
                            .isEqualTo(pointer);
                });
    }

    @Test
    void whoMayNotIsToldSoAndForCustomersItIsAsIfItWereNotThere() {
        Account account = cast.anAccount();
        String address = "/api/v1/accounts/" + account.id() + "/suspension";
        assertThat(put(staff(StaffRole.OPERATOR, Scope.WRITE), address, WHY).status())
                .isEqualTo(403);
        assertThat(put(staff(StaffRole.ADMINISTRATOR, Scope.READ), address, WHY).status())
                .isEqualTo(403);
        Program owner = Program.of(application, port, cast.aCustomer(account, Role.OWNER), account, Scope.WRITE);
        assertThat(put(owner, address, WHY).status()).isEqualTo(403);
        assertThat(owner.get(address).status()).isEqualTo(403);
        assertThat(sql.sql("select state from account where id = ?")
                        .param(account.id())
                        .query(String.class)
                        .single())
                .isEqualTo("ACTIVE");
    }

    private Program staff(StaffRole role, Scope scope) {
        return Program.of(application, port, cast.aMemberOfStaff(role), null, scope);
    }

    private static Answer put(Program program, String address, String json) {
        return program.send("PUT", address, json, Map.of());
    }

    private static Answer delete(Program program, String address) {
        return program.send("DELETE", address, null, Map.of());
    }
}
