package org.batuta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@BatutaTest
class DatabaseErrorsTest {

    private final JdbcTemplate jdbc;

    @Autowired
    DatabaseErrorsTest(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Errors end in logs, and rows hold what is nobody's business. */
    @Test
    void attack50NameTheRuleButNotTheValues() {
        String insert = "insert into letter (id, event_key, recipient, language, template, model, written)"
                + " values (gen_random_uuid(), ?, 'secret-of-mine@example.org', 'en', 'x', '{}', now())";

        Throwable one = catchThrowable(() -> jdbc.update(
                insert + ", (gen_random_uuid(), 'errors', '" + "secret-of-mine@example.org', 'en', 'x', '{}', now())",
                "errors"));
        Throwable many = catchThrowable(
                () -> jdbc.batchUpdate(insert, List.of(new Object[] {"errors2"}, new Object[] {"errors2"})));

        assertThat(one.getCause()).message().contains("letter_").doesNotContain("(errors", "Detail");
        assertThat(many.getCause()).message().contains("letter_").doesNotContain("errors2");
    }
}
