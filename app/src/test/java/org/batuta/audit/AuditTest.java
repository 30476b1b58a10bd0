package org.batuta.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.accounts.Acting;
import org.batuta.secrets.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
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
            assertThat(entry.requestId()).isEqualTo("number-1");
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
                "truncate audit_entry",
                "update audit_entry set login = 'nobody' where false"
            })
    void refusesToBeChanged(String attack) {
        audit.record("server.block", "server", object, null, null);

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql(attack).update())
                .withMessageContaining("audit entries are never changed");
        assertThat(audit.of("server", object)).hasSize(1);
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
