package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.batuta.hosting.Finished.One;
import org.batuta.hosting.Finished.Sum;
import org.batuta.hosting.Finished.Wanted;
import org.batuta.hosting.Request.State;
import org.batuta.hosting.Request.Verb;
import org.batuta.provider.As;
import org.batuta.provider.Trouble;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What managers read of requests that people asked for and repaired, an hour later each. */
class FinishedTest extends StoryTest {

    @Autowired
    private Finished finished;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void aRepairedRequestTookWhatItWaitedForAPersonAndAnotherOneNobodysTime() {
        UUID smooth = customer.asksForDomain(aName());
        assertEnds(smooth, State.DONE);
        UUID repaired;
        try (Trouble zones = Trouble.unwritable(provider.second(), "/etc/bind/batuta")) {
            repaired = customer.asksForDomain(aName());
            Task task = administrator.isAsked(repaired, "repairOperation");
            zones.mend();
            administrator.chooses(task, "retry");
            assertEnds(repaired, State.DONE);
        }
        anHourPassedBetweenCallAndAnswer(repaired);

        Sum sum = ask(wanted -> finished.sums(wanted).get(0));
        List<One> all = ask(wanted -> finished.page(wanted, PageRequest.of(0, 10)));

        assertThat(sum.verb()).isEqualTo(Verb.CREATE);
        assertThat(sum.done()).isEqualTo(2);
        assertThat(sum.byPeople()).isOne();
        assertThat(sum.longest()).isBetween(3_600.0, 3_700.0);
        assertThat(sum.percentWaited()).isGreaterThan(90);
        assertThat(all).extracting(One::id).containsExactly(repaired, smooth);
        assertThat(all.get(0).calls()).isOne();
        assertThat(all.get(0).waited()).isBetween(3_600.0, 3_700.0);
        assertThat(all.get(0).tries()).isEqualTo(2);
        assertThat(all.get(1).calls()).isZero();
        assertThat(all.get(1).waited()).isZero();
        assertThat(all.get(1).tries()).isOne();
        assertThat(all.get(1).took()).isBetween(0.01, 90.0);
    }

    /** Everything up to the call for a person happened an hour earlier. */
    private void anHourPassedBetweenCallAndAnswer(UUID request) {
        jdbc.sql("update request_event set at = at - interval '1 hour' where request_id = :id and at <="
                        + " (select at from request_event where request_id = :id and kind = 'repair')")
                .param("id", request)
                .update();
        jdbc.sql("update request set asked_at = asked_at - interval '1 hour' where id = :id")
                .param("id", request)
                .update();
    }

    private <T> T ask(Function<Wanted, T> question) {
        Instant now = Instant.now();
        Wanted wanted = new Wanted(
                now.minus(Duration.ofDays(1)),
                now.plusSeconds(1),
                null,
                null,
                Long.toString(customer.account().number()));
        return As.administrator().get(() -> question.apply(wanted));
    }
}
