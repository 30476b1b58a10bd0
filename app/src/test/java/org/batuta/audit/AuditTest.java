package org.batuta.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.OneDatabase;
import org.batuta.accounts.Acting;
import org.batuta.secrets.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The audit (A12): who, in whose name, from where, before and after, and never changed. */
@BatutaTest
@SuppressWarnings("NullAway.Init")
class AuditTest {

    @Autowired
    private Audit audit;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final UUID object = UUID.randomUUID();

    @AfterEach
    void leave() {
        SecurityContextHolder.clearContext();
        RequestContextHolder.resetRequestAttributes();
        MDC.clear();
    }

    @Test
    void writesWhoInWhoseNameFromWhereAndWhat() {
        Acting operator = new Acting(UUID.randomUUID(), "olga", "Olga", true, Map.of(), "carla");
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(operator, "none"));
        MockHttpServletRequest call = new MockHttpServletRequest();
        call.setRemoteAddr("192.0.2.7");
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(call));
        MDC.put(RequestNumber.KEY, "number-1");
        MDC.put("processInstanceId", "instance-1");

        audit.record("mailbox.change", "mailbox", object, Map.of("quota", 1), Map.of("quota", 2));

        assertThat(audit.of("mailbox", object)).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("mailbox.change");
            assertThat(entry.login()).isEqualTo("olga");
            assertThat(entry.inNameOf()).isEqualTo("carla");
            assertThat(entry.remote()).isEqualTo("192.0.2.7");
            assertThat(entry.call()).isEqualTo("number-1");
            assertThat(entry.processInstance()).isEqualTo("instance-1");
            assertThat(entry.before()).isEqualTo("{\"quota\":1}");
            assertThat(entry.after()).isEqualTo("{\"quota\":2}");
        });
    }

    @Test
    void writesThePlatformWhenNobodyIsLoggedIn() {
        audit.record("server.block", "server", object, null, null);

        assertThat(audit.of("server", object)).singleElement().satisfies(entry -> {
            assertThat(entry.login()).isEqualTo(Acting.system().login());
            assertThat(entry.remote()).isNull();
            assertThat(entry.before()).isNull();
        });
    }

    @Test
    void keepsHostileTextByteForByte() {
        String hostile = "a\0b\"\\u0000'; drop table audit_entry; --\u202e\r\n$(x)";

        audit.record("domain.change", "domain", object, null, Map.of("text", hostile));

        assertThat(audit.of("domain", object).get(0).after())
                .isEqualTo("{\"text\":\"a\\u0000b\\\"\\\\u0000'; drop table audit_entry; --\u202e\\r\\n$(x)\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entry set login = 'nobody'",
                "delete from audit_entry",
                "truncate audit_entry cascade",
                "update audit_entry set login = 'nobody' where false",
                "update audit_link set hash = ''",
                "delete from audit_link",
                "truncate audit_link"
            })
    void refusesToBeChangedEvenByItsOwner(String attack) {
        audit.record("server.block", "server", object, null, null);

        JdbcClient owner = JdbcClient.create(OneDatabase.as(OneDatabase.OWNER));
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> owner.sql(attack).update())
                .withMessageContaining("audit entries are never changed");
        assertThat(audit.of("server", object)).hasSize(1);
    }

    @Test
    void masksWhatIsNamedLikeASecret() {
        audit.record(
                "mailbox.change",
                "mailbox",
                object,
                null,
                Map.of(
                        "mail",
                        Map.of("apiToken", "hunter2"),
                        "people",
                        List.of(Map.of("password", "hunter3")),
                        "tokens",
                        2));

        assertThat(audit.of("mailbox", object).get(0).differences())
                .containsExactly(
                        new Difference("mail.apiToken", null, "***"),
                        new Difference("people[1].password", null, "***"),
                        new Difference("tokens", null, "2"));
    }

    @Test
    void tellsWhichFieldsDiffer() {
        audit.record(
                "domain.change",
                "domain",
                object,
                Map.of("ttl", 60, "name", "x.test", "records", List.of("a", "b")),
                Map.of("ttl", 90, "name", "x.test", "records", List.of("a"), "note", "n"));

        assertThat(audit.of("domain", object).get(0).differences())
                .containsExactly(
                        new Difference("note", null, "n"),
                        new Difference("records[2]", "b", null),
                        new Difference("ttl", "60", "90"));
    }

    @Test
    void aRequestIsTheWishItWasDoneFor() {
        UUID request = UUID.randomUUID();
        MDC.put("request", UUID.randomUUID().toString());

        audit.record("request.cancel", "request", request, null, null);
        audit.record("service.change", Subject.of("service", object).forRequest(request), null, null);

        assertThat(audit.search(new AuditSearch(null, null, null, null, request, null, null), Pageable.ofSize(10))
                        .getContent())
                .extracting(AuditEntry::action)
                .containsExactly("service.change", "request.cancel");
    }

    /** Decision 12. */
    @Test
    void sealsWhoAndWhatOfAnAccountUntilItIsErased() {
        UUID account = UUID.randomUUID();
        Subject mailbox = Subject.of("mailbox", object).ofAccount(account);
        Acting carla = new Acting(UUID.randomUUID(), "carla-" + object, "Carla", false, Map.of(), null);
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(carla, "none"));
        audit.record("mailbox.change", mailbox, Map.of("alias", "before-" + object), Map.of("alias", "after"));

        String row = jdbc.sql("select audit_entry::text from audit_entry where object_id = ?")
                .param(object)
                .query(String.class)
                .single();
        AuditEntry readable = audit.of("mailbox", object).get(0);
        audit.erase("account", account);
        AuditEntry erased = audit.of("mailbox", object).get(0);

        assertThat(row).doesNotContain("carla", "before-", "alias").contains("mailbox.change");
        assertThat(readable.login()).isEqualTo("carla-" + object);
        assertThat(readable.differences()).containsExactly(new Difference("alias", "before-" + object, "after"));
        assertThat(erased.erased()).isTrue();
        assertThat(erased.login()).isEmpty();
        assertThat(erased.before()).isNull();
        assertThat(erased.personId()).isEqualTo(carla.personId());
        assertThat(audit.search(AuditSearch.ofAccount(account), Pageable.ofSize(10)))
                .hasSize(1);
    }

    @Test
    void sealsWhatIsAboutAPersonUntilThatIsErased() {
        audit.record("person.add", "person", object, null, Map.of("name", "Pia " + object));

        String row = jdbc.sql("select audit_entry::text from audit_entry where object_id = ?")
                .param(object)
                .query(String.class)
                .single();
        AuditEntry readable = audit.of("person", object).get(0);
        audit.erase("person", object);

        assertThat(row).doesNotContain("Pia");
        assertThat(readable.differences()).containsExactly(new Difference("name", null, "Pia " + object));
        assertThat(audit.of("person", object).get(0).erased()).isTrue();
    }

    @Test
    void writesNothingOfWhatWasRolledBack() {
        transaction.executeWithoutResult(status -> {
            audit.record("server.block", "server", object, null, null);
            status.setRollbackOnly();
        });

        assertThat(audit.of("server", object)).isEmpty();
    }

    @Test
    void refusesToWriteASecret() {
        List<Secret> state = List.of(Secret.of("hunter2"));

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> audit.record("mailbox.change", "mailbox", object, null, state));
    }
}
