package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.batuta.OneDatabase;
import org.batuta.provider.Resolver;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database ends the connection in which a job of the engine says what follows, more often than a job is retried. */
class DatabaseLostTest extends StoryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int LOSSES = 7;

    private final JdbcClient owner = JdbcClient.create(OneDatabase.as(OneDatabase.OWNER));
    private final JdbcClient jdbc;
    private final ManagementService management;

    @Autowired
    DatabaseLostTest(JdbcClient jdbc, ManagementService management) {
        this.jdbc = jdbc;
        this.management = management;
    }

    /** In the commit, of a job that deletes itself there. */
    @BeforeEach
    void noCommitOfAJobSucceedsForAWhile() {
        owner.sql("create sequence fault08").update();
        owner.sql("grant usage on sequence fault08 to " + OneDatabase.APPLICATION)
                .update();
        owner.sql("""
                create function fault08() returns trigger language plpgsql as $$
                begin
                    if nextval('fault08') <= %d then
                        perform pg_terminate_backend(pg_backend_pid());
                    end if;
                    return null;
                end $$""".formatted(LOSSES)).update();
        owner.sql("create constraint trigger fault08 after delete on act_ru_job deferrable initially deferred"
                        + " for each row when (old.type_ = 'message') execute function fault08()")
                .update();
    }

    @AfterEach
    void jobsSucceedAgain() {
        owner.sql("drop trigger fault08 on act_ru_job").update();
        owner.sql("drop function fault08()").update();
        owner.sql("drop sequence fault08").update();
    }

    @Test
    void fault08AJobThatLosesItsDatabaseAgainAndAgainUsesUpNoRetryAndEachOperationRanOnce() {
        String name = aName();
        List<String> ofOthers = withoutRetries();
        UUID request = customer.asksForDomain(name);

        await("the last loss").atMost(PATIENCE).until(() -> {
            assertThat(withoutRetries()).isSubsetOf(ofOthers);
            failed().forEach(job -> management.setJobDuedate(job, new Date()));
            return losses() > LOSSES;
        });

        assertEnds(request, Request.State.DONE);
        assertThat(done(request)).contains("APPLY host1 DONE 1", "APPLY host2 DONE 1");
        assertThat(Resolver.serves(provider.first(), name)).isTrue();
        assertThat(Resolver.serves(provider.second(), name)).isTrue();
    }

    private List<String> withoutRetries() {
        return management.createJobQuery().noRetriesLeft().list().stream()
                .map(Job::getId)
                .toList();
    }

    /** Whose pause is over at once. */
    private List<String> failed() {
        return jdbc.sql("select id_ from act_ru_job where type_ = 'message' and exception_msg_ is not null"
                        + " and lock_owner_ is null and duedate_ > now()")
                .query(String.class)
                .list();
    }

    private long losses() {
        return owner.sql("select case when is_called then last_value else 0 end from fault08")
                .query(Long.class)
                .single();
    }
}
