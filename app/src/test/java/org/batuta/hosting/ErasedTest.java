package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.batuta.EveryTable;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Contact;
import org.batuta.accounts.ContactBook;
import org.batuta.accounts.Person;
import org.batuta.accounts.Reception;
import org.batuta.accounts.Role;
import org.batuta.audit.Chain;
import org.batuta.provider.As;
import org.batuta.provider.Customer;
import org.batuta.provider.Trouble;
import org.batuta.security.tokens.TokenNotices;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Nothing of a closed account is left in the database (L16): every text that people of it gave through a door has a mark,
 * which is looked for in every column of every table, also in the engine's and in what is binary.
 */
class ErasedTest extends StoryTest {

    @Autowired
    private JdbcClient sql;

    @Autowired
    private Reception reception;

    @Autowired
    private Suspensions suspensions;

    @Autowired
    private Chain chain;

    private final String mark = "mark" + UUID.randomUUID().toString().substring(0, 8);

    private Farewell farewell;
    private Account account;
    private Person owner;
    private Visitor visitor;

    @BeforeEach
    void anAccountOfWhichEveryTextHasAMark() {
        farewell = new Farewell(application);
        account = cast.anAccount("Acme " + mark);
        owner = As.administrator()
                .get(() -> reception.welcome(
                        account.id(), Role.OWNER, mark, "Ada " + mark, mark + "@example.org", Visitor.PASSWORD));
        customer = new Customer(application, owner, account);
        visitor = new Visitor(port);
        visitor.login(mark, Visitor.PASSWORD);
    }

    @Test
    void l16NothingIsLeftButWhatAHoldNames() {
        leavesMarksEverywhere();
        somebodyElseWasToldOfHostileOutput();
        assertThat(new EveryTable(sql).with(mark))
                .contains(
                        "account",
                        "act_hi_detail",
                        "act_hi_taskinst",
                        "api_token",
                        "attempt",
                        "closure",
                        "contact",
                        "invitation",
                        "letter",
                        "operation",
                        "person",
                        "request",
                        "request_event",
                        "service",
                        "suspension",
                        "zone");

        farewell.awaitsClosed(account);

        assertThat(new EveryTable(sql).with(mark)).isEmpty();
        assertThat(sql.sql("select name from account where id = ?")
                        .param(account.id())
                        .query(String.class)
                        .single())
                .isEqualTo(Long.toString(account.number()));
        assertThat(sql.sql("select distinct action from audit_entry where account_id = ?")
                        .param(account.id())
                        .query(String.class)
                        .list())
                .contains("account.close", "request.create");
        assertThat(sql.sql("select count(*) from audit_key where owner_id in (?, ?)")
                        .params(account.id(), owner.id())
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(chain.verify(null).broken()).isNull();
    }

    @Test
    void l16WhoBelongsToAnotherAccountAsWellOnlyLeaves() {
        Account other = cast.anAccount();
        Person both = cast.aCustomer(other, Role.OWNER);
        As.administrator().run(() -> reception.giveRole(account.id(), both.login(), Role.READER));
        aTokenForItEndsSoon(both);

        farewell.begin(account, "They moved away");
        farewell.awaitsClosed(account);

        assertThat(at(both).get("/accounts/" + other.id()).statusCode()).isEqualTo(200);
        assertThat(at(both).get("/accounts/" + account.id()).statusCode()).isEqualTo(404);
        assertThat(new EveryTable(sql).with("backup " + mark)).isEmpty();
        assertThat(sql.sql("select count(*) from person where id = ?")
                        .param(owner.id())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private void aTokenForItEndsSoon(Person person) {
        at(person).post("/tokens/new", token());
        sql.sql("update api_token set created = now() - interval '24 days', expires = now() + interval '6 days'"
                        + " where account_id = ?")
                .param(account.id())
                .update();
        application.getBean(TokenNotices.class).writeNext();
        assertThat(new EveryTable(sql).with("backup " + mark)).contains("api_token", "letter");
    }

    private Map<String, String> token() {
        return Map.of("name", "backup " + mark, "account", account.id().toString(), "scope", "READ", "days", "30");
    }

    private void leavesMarksEverywhere() {
        ContactBook contacts = application.getBean(ContactBook.class);
        As.administrator()
                .run(() -> contacts.add(
                        account.id(), Contact.Usage.EMERGENCY, "away-" + mark + "@elsewhere.example", Locale.ENGLISH));
        visitor.post(
                "/accounts/" + account.id() + "/team/new",
                Map.of("email", "guest-" + mark + "@example.org", "role", "READER"));
        visitor.post("/tokens/new", token());
        String name = mark + ".test";
        assertEnds(customer.asksForDomain(name, record()), Request.State.DONE);
        UUID mailbox;
        try (Trouble maps = Trouble.unwritable(provider.first(), "/etc/postfix/batuta")) {
            mailbox = customer.asksForMailbox("info", name, 10, PASSWORD);
            Task repair = administrator.isAsked(mailbox, "repairOperation");
            maps.mend();
            administrator.completes(repair, Map.of("choice", "retry", "comment", "Ada of " + mark + " telephoned"));
        }
        assertEnds(mailbox, Request.State.DONE);
        UUID suspension = As.administrator()
                .get(() -> suspensions.suspend(account.id(), "Bill of " + mark).id());
        await("all to stand still")
                .atMost(Duration.ofSeconds(90))
                .until(() -> administrator.walked(suspension), walked -> walked.contains("resume"));
        farewell.begin(account, "Ada of " + mark + " wants it");
    }

    private void somebodyElseWasToldOfHostileOutput() {
        sql.sql("insert into letter (id, event_key, recipient, language, template, model, written, sent)"
                        + " values (gen_random_uuid(), ?, 'ops@example.org', 'en', 'warning', ?::json, now(), now())")
                .params("hostile/" + UUID.randomUUID(), "{\"evidence\":\"a \\u0000 b\"}")
                .update();
    }

    private String record() {
        return "{\"name\":\"w\",\"type\":\"TXT\",\"ttl\":0,\"value\":\"" + mark + "\"}";
    }
}
