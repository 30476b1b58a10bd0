package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.batuta.Visitor;
import org.batuta.accounts.StaffRole;
import org.batuta.orchestration.Incident;
import org.batuta.orchestration.Incidents;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.ServerState;
import org.batuta.orchestration.Servers;
import org.batuta.provider.As;
import org.batuta.provider.Letters;
import org.batuta.provider.Resolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The second server is maintained: its work waits for it, visibly and in order, and nobody is alarmed if it is away. */
class DrainedTest extends StoryTest {

    private static final Pattern WAITING = Pattern.compile("(?m)^batuta_operations_waiting [1-9]");
    private static final Pattern OLDEST = Pattern.compile("(?m)^batuta_operations_oldest_seconds (?!0\\.0$)");

    @Autowired
    private Servers servers;

    @Autowired
    private Incidents incidents;

    @AfterEach
    void theMaintenanceIsOver() {
        provider.second().restoreLink();
        if (state() == ServerState.DRAINING) {
            release();
        }
    }

    @Test
    void f07ItsWorkWaitsVisiblyAndGoesOnInOrderByItself() {
        drain();
        UUID first = customer.asksForDomain(aName());
        assertThat(customer.awaits(first, "maintained").args()).containsEntry("server", "host2");
        UUID second = customer.asksForDomain(aName());
        customer.awaits(second, "maintained");
        assertThat(done(first)).containsExactly("APPLY host1 DONE 1", "APPLY host2 PENDING 0");
        Visitor administration = staff(StaffRole.ADMINISTRATOR);
        await("what waits in the figures").until(() -> {
            String figures = administration.get("/actuator/prometheus").body();
            return WAITING.matcher(figures).find() && OLDEST.matcher(figures).find();
        });

        release();

        assertEnds(first, Request.State.DONE);
        assertEnds(second, Request.State.DONE);
        assertThat(customer.kinds(first)).containsSubsequence("maintained", "released", "step-done");
        assertThat(began(first)).isBefore(began(second));
        assertThat(administration.get("/actuator/prometheus").body())
                .containsPattern(
                        "batuta_attempts_seconds_count\\{[^}]*outcome=\"DONE\",server=\"host2\",type=\"domains\",verb=\"apply\"");
    }

    @Test
    void f07ThatItIsAwayMeanwhileIsNoTroubleHoweverLongItTakes() {
        provider.second().cutLink();
        UUID domain = customer.asksForDomain(aName());
        customer.awaits(domain, "retry");
        drain();
        administrator.letTimePass(domain, "retryTime");
        customer.awaits(domain, "maintained");

        administrator.letTimePass(domain, "runOperations_late");
        administrator.letTimePass(domain, "retryTime");

        customer.awaits(
                domain,
                "maintained",
                line -> customer.kinds(domain).stream()
                                .filter("maintained"::equals)
                                .count()
                        == 2);
        assertThat(troubles()).isEmpty();
        provider.second().restoreLink();
        release();
        assertEnds(domain, Request.State.DONE);
    }

    @Test
    void whatAPersonWasAskedBecauseItWasAwayNeedsNoAnswerAnyMore(@Autowired JdbcClient sql) {
        String name = aName();
        provider.second().cutLink();
        UUID domain = customer.asksForDomain(name);
        customer.awaits(domain, "retry");
        assertThat(sql.sql("update operation set attempts = 300 where request_id = ? and state = 'UNREACHABLE'")
                        .param(domain)
                        .update())
                .isOne();
        Letters letters = Letters.toAdministrators();
        administrator.letTimePass(domain, "retryTime");
        administrator.isAsked(domain, "repairOperation");
        assertThat(troubles()).hasSize(1);
        assertThat(letters.arrived()).hasSize(1);

        drain();

        customer.awaits(domain, "maintained");
        assertThat(troubles()).isEmpty();
        provider.second().restoreLink();
        release();
        assertEnds(domain, Request.State.DONE);
        assertThat(Resolver.serves(provider.second(), name)).isTrue();
        assertThat(administrator.walked(domain)).contains("repairOperation_retryNow");
    }

    private java.time.Instant began(UUID request) {
        Operation last = operations.ofRequest(request).stream()
                .filter(operation -> provider.secondId().equals(operation.serverId()))
                .findFirst()
                .orElseThrow();
        return evidences.of(last.stepId()).of(last).get(0).started();
    }

    private List<Incident> troubles() {
        return incidents.unsolved().stream()
                .filter(incident -> provider.secondId().equals(incident.serverId()))
                .toList();
    }

    private ServerState state() {
        return As.administrator()
                .get(() -> servers.find(provider.secondId()))
                .orElseThrow()
                .state();
    }

    private void drain() {
        As.administrator().run(() -> servers.drain(provider.secondId(), "new disks"));
    }

    private void release() {
        As.administrator().run(() -> servers.resume(provider.secondId()));
    }
}
