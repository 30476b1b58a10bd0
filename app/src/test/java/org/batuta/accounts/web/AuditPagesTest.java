package org.batuta.accounts.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.History;
import org.batuta.accounts.Person;
import org.batuta.accounts.Registrar;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.audit.Audit;
import org.batuta.audit.AuditSearch;
import org.batuta.audit.Subject;
import org.batuta.kernel.Ids;
import org.batuta.kernel.NotFound;
import org.batuta.provider.As;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was done, as staff and an account's own people read it (A12). */
@BatutaTest
@SuppressWarnings("NullAway.Init")
class AuditPagesTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private Audit audit;

    @Autowired
    private History history;

    @Autowired
    private Registrar registrar;

    @Autowired
    private JdbcClient sql;

    private final UUID object = UUID.randomUUID();
    private Account account;

    @BeforeEach
    void writeSome() {
        account = cast.anAccount();
        audit.record(
                "service.change",
                Subject.of("service", object).ofAccount(account.id()),
                Map.of("quota", 1, "same", "unchanged"),
                Map.of("quota", 2, "same", "unchanged", "note", "<b>" + object));
        audit.record("server.block", "server", object, null, null);
    }

    @Test
    void a12AnAdministratorReadsOfAnObjectWhatDiffers() {
        String page = read(staff(StaffRole.ADMINISTRATOR), "/desk/audit?type=service&object=" + object);

        assertThat(page)
                .contains("One entry", "service.change", "quota", "<del>1</del>", "<ins>2</ins>", "&lt;b&gt;" + object)
                .doesNotContain("unchanged", "server.block", "<b>" + object);
    }

    @Test
    void a12AnAdministratorReadsOfAnAccount() {
        assertThat(read(staff(StaffRole.ADMINISTRATOR), "/desk/audit?account=" + account.id()))
                .contains("service.change")
                .doesNotContain("server.block");
        assertThat(read(staff(StaffRole.ADMINISTRATOR), "/desk/accounts/" + account.id()))
                .contains("/desk/audit?account=" + account.id());
    }

    @Test
    void a12AnActionAndATimeNarrowTheList() {
        String about = "/desk/audit?within=hour&object=" + object;
        Visitor administrator = staff(StaffRole.ADMINISTRATOR);
        assertThat(read(administrator, about + "&action=server")).contains("One entry", "server.block");
        assertThat(read(administrator, about + "&action=server.bloc")).contains("Nothing is written down so");
    }

    @Test
    void othersOfTheStaffDoNotReadIt() {
        for (StaffRole role : Set.of(StaffRole.OPERATOR, StaffRole.MANAGER)) {
            assertThat(staff(role).get("/desk/audit").statusCode()).isEqualTo(403);
            assertThat(staff(role).post("/desk/audit/verify", Map.of()).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void a12AnOwnerReadsOfTheOwnAccountAndOfNoOther() {
        Visitor owner = new Visitor(port);
        owner.login(cast.aCustomer(account, Role.OWNER).login(), Visitor.PASSWORD);
        String address = "/accounts/" + account.id() + "/audit";

        assertThat(read(owner, address))
                .contains("service.change", "<ins>2</ins>")
                .doesNotContain("server.block");
        assertThat(owner.get("/accounts/" + cast.anAccount().id() + "/audit").statusCode())
                .isEqualTo(404);
        assertThat(owner.get("/accounts/" + UUID.randomUUID() + "/audit").statusCode())
                .isEqualTo(404);
        assertThat(owner.get("/desk/audit").statusCode()).isEqualTo(403);
        Visitor reader = new Visitor(port);
        reader.login(cast.aCustomer(account, Role.READER).login(), Visitor.PASSWORD);
        assertThat(reader.get(address).statusCode()).isEqualTo(403);
        assertThat(reader.get("/accounts/" + account.id()).body()).doesNotContain(address);
    }

    /** What stands besides in the address leads to no other account. */
    @Test
    void anOwnerWithAReadersRoleElsewhereReadsNothingThere() {
        Person person = cast.aCustomer(account, Role.OWNER);
        Account other = cast.anAccount();
        registrar.join(person, other, Role.READER);
        Visitor owner = new Visitor(port);
        owner.login(person.login(), Visitor.PASSWORD);

        assertThat(owner.get("/accounts/" + other.id() + "/audit").statusCode()).isEqualTo(404);
        String page =
                read(owner, "/accounts/" + account.id() + "/audit?account=" + other.id() + "&object=" + other.id());
        assertThat(page).contains("Nothing is written down so").doesNotContain("account.open");
        As.owner(person, account).run(() -> {
            assertThatThrownBy(() -> history.search(AuditSearch.of("account", other.id()), Pageable.ofSize(9)))
                    .isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> history.search(AuditSearch.ofAccount(other.id()), Pageable.ofSize(9)))
                    .isInstanceOf(NotFound.class);
        });
    }

    @Test
    void anOwnerReadsTheAddressesOfTheAccountsPeopleAndOfNobodyElse() {
        Person person = cast.aCustomer(account, Role.OWNER);
        Visitor owner = new Visitor(port);
        owner.login(person.login(), Visitor.PASSWORD);
        String contact = "/accounts/" + account.id() + "/contacts/new";
        owner.post(contact, Map.of("usage", "TECHNICAL", "email", "own@reader.example", "language", "en"));
        staff(StaffRole.ADMINISTRATOR)
                .post(
                        "/desk" + contact,
                        Map.of("usage", "TECHNICAL", "email", "staff@reader.example", "language", "en"));

        String mine = "/accounts/" + account.id() + "/audit";
        assertThat(rowWith("own@reader.example", read(owner, mine))).contains(person.login(), "127.0.0.1");
        assertThat(rowWith("staff@reader.example", read(owner, mine))).doesNotContain("127.0.0.1");
        assertThat(rowWith(
                        "staff@reader.example",
                        read(staff(StaffRole.ADMINISTRATOR), "/desk/audit?account=" + account.id())))
                .contains("127.0.0.1");
    }

    @Test
    void a12FromThePageOfAServiceAndOfAServerItIsOneStepToWhatWasDoneWithThem() {
        UUID service = Ids.next();
        sql.sql("insert into service (id, version, type, name, account_id, state, spec, created_at)"
                        + " values (?, 0, 'domains', ?, ?, 'REMOVED', '{}', now())")
                .params(service, "audited-" + service + ".test", account.id())
                .update();
        UUID server = Ids.next();
        sql.sql("insert into server (id, version, name, address, port, zone, state, created)"
                        + " values (?, 0, ?, ?, 22, 'UTC', 'RETIRED', now())")
                .params(server, "audited-" + server, server + ".test")
                .update();
        Visitor administrator = staff(StaffRole.ADMINISTRATOR);
        Visitor owner = new Visitor(port);
        owner.login(cast.aCustomer(account, Role.OWNER).login(), Visitor.PASSWORD);

        assertThat(read(administrator, "/services/" + service)).contains("/desk/audit?object=" + service);
        assertThat(read(administrator, "/desk/servers/" + server)).contains("/desk/audit?object=" + server);
        assertThat(read(owner, "/services/" + service))
                .contains("/accounts/" + account.id() + "/audit?object=" + service)
                .doesNotContain("/desk/audit");
        assertThat(read(staff(StaffRole.OPERATOR), "/services/" + service)).doesNotContain("/audit");
        assertThat(read(staff(StaffRole.OPERATOR), "/desk/servers/" + server)).doesNotContain("/audit");
    }

    @Test
    void anAdministratorVerifiesTheChain() {
        Visitor administrator = staff(StaffRole.ADMINISTRATOR);
        assertThat(administrator.post("/desk/audit/verify", Map.of()).statusCode())
                .isEqualTo(302);
        assertThat(read(administrator, "/desk/audit")).containsPattern("The chain of all [0-9,]+ entries holds");
    }

    private Visitor staff(StaffRole role) {
        Visitor visitor = new Visitor(port);
        visitor.login(cast.aMemberOfStaff(role).login(), Visitor.PASSWORD);
        return visitor;
    }

    private static String rowWith(String text, String page) {
        return Arrays.stream(page.split("<tr>"))
                .filter(row -> row.contains(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row with " + text + " in " + page));
    }

    private static String read(Visitor visitor, String path) {
        var answer = visitor.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }
}
