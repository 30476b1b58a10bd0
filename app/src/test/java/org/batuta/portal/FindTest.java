package org.batuta.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Statements;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.kernel.Ids;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One field on every page finds what its reader may see. */
@BatutaTest
@SuppressWarnings("NullAway.Init")
class FindTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private JdbcClient sql;

    /** Letters with which nothing else begins. */
    private final String mark = "q" + UUID.randomUUID().toString().substring(0, 6);

    private Account account;
    private Person owner;
    private UUID request;

    @BeforeEach
    void thereIsSomethingToFind() {
        account = cast.anAccount();
        owner = cast.aCustomer(account, Role.OWNER);
        request = hasService(account, mark + ".test");
        hasService(cast.anAccount(), "info@" + mark + "-neighbour.test");
        sql.sql("insert into server (id, name, address, port, zone, state, created, version)"
                        + " values (?, ?, ?, 22, 'Europe/Madrid', 'DRAINING', now(), 0)")
                .params(Ids.next(), mark + "-server", mark + ".example.org")
                .update();
    }

    @AfterEach
    void nothingIsLeft() {
        sql.sql("delete from request where service_id in (select id from service where name like ?)")
                .param("%" + mark + "%")
                .update();
        sql.sql("delete from service where name like ?").param("%" + mark + "%").update();
        sql.sql("update server set state = 'RETIRED' where name like ?")
                .param("%" + mark + "%")
                .update();
    }

    @Test
    void staffFindAnythingByWhatItsNameBeginsWithOrHasInIt() {
        Visitor operator = staff(StaffRole.OPERATOR);

        assertThat(find(operator, mark.toUpperCase(java.util.Locale.ROOT)))
                .contains(mark + ".test", "info@" + mark + "-neighbour.test", mark + "-server", account.name());
        assertThat(find(operator, Long.toString(account.number()))).contains("/desk/accounts/" + account.id());
        assertThat(find(operator, request.toString())).contains("/requests/" + request);
        assertThat(find(operator, account.id().toString())).contains("/desk/accounts/" + account.id());
    }

    @Test
    void peopleLeadWhereTheirFinderMayGo() {
        Person colleague = cast.aMemberOfStaff(StaffRole.MANAGER);

        assertThat(find(staff(StaffRole.ADMINISTRATOR), owner.login())).contains("/desk/people/" + owner.id());
        assertThat(find(staff(StaffRole.OPERATOR), owner.login()))
                .contains("/desk/accounts/" + account.id())
                .doesNotContain("/desk/people/");
        assertThat(find(staff(StaffRole.OPERATOR), colleague.login())).contains("nothing of this name");
    }

    @Test
    void aCustomerFindsTheOwnServicesAndNothingOfAnybodyElse() {
        Visitor customer = visitor(owner);

        assertThat(find(customer, mark))
                .contains(mark + ".test")
                .doesNotContain("neighbour", mark + "-server", "/desk/");
        assertThat(find(customer, request.toString())).contains("/requests/" + request);
        assertThat(find(visitor(cast.aCustomer()), mark))
                .contains("nothing of this name")
                .doesNotContain(mark + ".test");
        assertThat(find(visitor(cast.aCustomer()), request.toString())).doesNotContain("/requests/" + request);
    }

    @Test
    void whatMeansAnythingElsewhereIsTakenAsItIs() {
        Visitor operator = staff(StaffRole.OPERATOR);
        for (String odd : new String[] {"%%", "__", "\\%", "'; --", mark + "%", "<b>x</b>", "x".repeat(101)}) {
            assertThat(find(operator, odd)).as(odd).doesNotContain(mark + ".test\"", "<b>x</b>");
        }
        assertThat(find(operator, "q")).contains("two letters at least");
    }

    @Test
    void itCostsTheSameWhateverIsFound() {
        Visitor operator = staff(StaffRole.OPERATOR);
        find(operator, "zz-nothing");
        int nothing = Statements.during(() -> find(operator, "zz-nothing-of-this"));
        int something = Statements.during(() -> find(operator, mark));

        assertThat(something).isEqualTo(nothing).isLessThanOrEqualTo(8);
    }

    private String find(Visitor visitor, String words) {
        HttpResponse<String> answer = visitor.get("/find?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(words).isEqualTo(200);
        return answer.body();
    }

    private Visitor staff(StaffRole role) {
        return visitor(cast.aMemberOfStaff(role));
    }

    private Visitor visitor(Person person) {
        Visitor visitor = new Visitor(port);
        visitor.login(person.login(), Visitor.PASSWORD);
        return visitor;
    }

    private UUID hasService(Account of, String name) {
        UUID service = Ids.next();
        UUID asked = Ids.next();
        sql.sql("insert into service (id, version, type, name, account_id, state, spec, created_at)"
                        + " values (?, 0, 'domains', ?, ?, 'SUSPENDED', '{\"records\": []}', now())")
                .params(service, name, of.id())
                .update();
        sql.sql("insert into request (id, version, account_id, service_id, verb, aspect, state, asked_by, asked_at,"
                        + " ended_at) values (?, 0, ?, ?, 'CREATE', 'EXISTENCE', 'DONE', 'ada', now(), now())")
                .params(asked, of.id(), service)
                .update();
        return asked;
    }
}
