package org.batuta.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Statements;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.kernel.Ids;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists ask the database as often for many as for few. */
@BatutaTest
@SuppressWarnings("NullAway.Init")
class ListsTest {

    private static final int FEW = 2;
    private static final int MANY = 30;

    /** From one full page on, it is counted how many there are. */
    private static final int COUNTED = 1;

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private JdbcClient sql;

    private Account account;

    @BeforeEach
    void anAccountWithFew() {
        account = cast.anAccount();
        services(FEW);
    }

    @AfterEach
    void nothingIsLeft() {
        sql.sql("delete from request where account_id = ?").param(account.id()).update();
        sql.sql("delete from service where account_id = ?").param(account.id()).update();
    }

    @ParameterizedTest
    @CsvSource({
        "owner, /",
        "owner, /services",
        "owner, /services?type=domains",
        "owner, /services?top=true",
        "owner, /requests",
        "staff, /",
        "staff, /services",
        "staff, /services?type=domains&top=true",
        "staff, /requests",
        "staff, /desk",
        "staff, /desk/people",
        "staff, /desk/audit",
        "staff, /desk/finished"
    })
    void costTheSameStatementsWhateverTheirLength(String reader, String list) {
        Visitor visitor = new Visitor(port);
        String login = reader.equals("owner")
                ? cast.aCustomer(account, Role.OWNER).login()
                : cast.aMemberOfStaff(StaffRole.ADMINISTRATOR).login();
        visitor.login(login, Visitor.PASSWORD);
        assertThat(visitor.get(list).statusCode()).isEqualTo(200);
        int few = Statements.during(() -> visitor.get(list));
        assertThat(few).isPositive();

        services(MANY);
        for (int i = 0; i < MANY; i++) {
            cast.aCustomer(account, Role.READER);
        }

        assertThat(Statements.during(() -> visitor.get(list))).isLessThanOrEqualTo(few + COUNTED);
    }

    private void services(int number) {
        for (int i = 0; i < number; i++) {
            UUID service = Ids.next();
            sql.sql("insert into service (id, version, type, name, account_id, state, spec, created_at)"
                            + " values (?, 0, 'domains', ?, ?, 'ACTIVE', '{\"records\": []}', now())")
                    .params(service, "list-" + service + ".test", account.id())
                    .update();
            sql.sql("insert into request (id, version, account_id, service_id, verb, aspect, state, revision, asked_by,"
                            + " asked_at, ended_at)"
                            + " values (?, 0, ?, ?, 'CREATE', 'EXISTENCE', 'DONE', 1, 'ada', now(), now())")
                    .params(Ids.next(), account.id(), service)
                    .update();
        }
    }
}
