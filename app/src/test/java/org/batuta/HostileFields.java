package org.batuta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import jakarta.persistence.EntityManager;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.batuta.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tries every field of a form with every hostile value. Each is refused at its field in plain words and leaves the
 * books as they were, or is stored byte for byte; there is no third way. What is accepted is rolled back, so that
 * nothing of it runs.
 */
public final class HostileFields {

    /** Sends the form with one field changed and answers what is stored of it. */
    public interface Form {
        /**
         * Sends this text in this field.
         *
         * @throws Refusal when the form is refused
         */
        String send(String field, String text);
    }

    private final TransactionTemplate transaction;
    private final JdbcClient sql;
    private final MessageSource words;
    private final EntityManager entities;

    public HostileFields(BeanFactory application) {
        transaction = new TransactionTemplate(application.getBean(PlatformTransactionManager.class));
        sql = application.getBean(JdbcClient.class);
        words = application.getBean(MessageSource.class);
        entities = application.getBean(EntityManager.class);
    }

    /**
     * One test for each field and value, alone and in the middle of a good one.
     *
     * @param good what each field has when it is not tried
     */
    public Stream<DynamicTest> of(String name, Map<String, String> good, Form form) {
        return each(name, good, (field, text) -> {
            Map<String, Long> books = Books.read(sql);
            if (isRefused(form, field, text)) {
                assertThatCode(() -> form.send(field, text)).isInstanceOf(Refusal.class);
            }
            assertThat(Books.read(sql)).isEqualTo(books);
        });
    }

    /** The same for a form about something that it first makes itself; all of it is rolled back. */
    public Stream<DynamicTest> ofItsOwn(String name, Map<String, String> good, Form form) {
        return each(name, good, (field, text) -> isRefused(form, field, text));
    }

    private static Stream<DynamicTest> each(String name, Map<String, String> good, BiConsumer<String, String> trial) {
        return good.entrySet().stream()
                .flatMap(field -> Hostile.all().stream().flatMap(value -> {
                    String label = name + ", " + field.getKey() + ": " + value;
                    var alone = DynamicTest.dynamicTest(label, () -> trial.accept(field.getKey(), value.text()));
                    var inside = DynamicTest.dynamicTest(
                            label + " inside", () -> trial.accept(field.getKey(), value.inside(field.getValue())));
                    return value.text().isEmpty() ? Stream.of(alone) : Stream.of(alone, inside);
                }));
    }

    private boolean isRefused(Form form, String field, String text) {
        Refusal refusal = rolledBack(form, field, text);
        if (refusal == null) {
            return false;
        }
        assertThat(refusal.problems()).extracting(Refusal.Problem::field).contains(field);
        assertThat(refusal.problems()).allSatisfy(this::isSaidInPlainWords);
        return true;
    }

    private @Nullable Refusal rolledBack(Form form, String field, String text) {
        try {
            transaction.executeWithoutResult(status -> {
                status.setRollbackOnly();
                String stored = form.send(field, text);
                entities.flush();
                assertThat(stored).as("what is stored").isEqualTo(text);
            });
            return null;
        } catch (Refusal refusal) {
            return refusal;
        }
    }

    private void isSaidInPlainWords(Refusal.Problem problem) {
        String said =
                words.getMessage("refusal." + problem.code(), problem.args().toArray(), "", Locale.ENGLISH);
        assertThat(said).as("the words of %s", problem.code()).isNotEmpty().doesNotContain("{");
    }
}
