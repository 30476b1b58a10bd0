package org.batuta.provider;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.batuta.hosting.Comparison;
import org.batuta.hosting.Comparisons;
import org.batuta.hosting.Drift;
import org.batuta.hosting.Drifts;
import org.camunda.bpm.engine.task.Task;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.data.domain.PageRequest;

/** A member of the staff who has servers compared with what is in force, and says what becomes of what differs. */
public final class Inspector {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Comparisons comparisons;
    private final Drifts drifts;
    private final Administrator administrator;

    /** Works on this application. */
    public Inspector(BeanFactory application) {
        comparisons = application.getBean(Comparisons.class);
        drifts = application.getBean(Drifts.class);
        administrator = new Administrator(application);
    }

    /** Has a service compared on all its servers; returns when that has ended. */
    public List<Comparison> compares(UUID service) {
        return begins(service).stream().map(begun -> endOf(begun.id())).toList();
    }

    /** Has a service compared on all its servers; returns what it found on this one. */
    public Comparison compares(UUID service, UUID server) {
        return compares(service).stream()
                .filter(comparison -> comparison.server().id().equals(server))
                .findFirst()
                .orElseThrow();
    }

    /** Begins to compare a service on all its servers. */
    public List<Comparison> begins(UUID service) {
        return As.administrator().get(() -> comparisons.ofService(service));
    }

    /** Has all of a server compared; returns when that has ended. */
    public Comparison comparesAllOf(UUID server) {
        return endOf(As.administrator().get(() -> comparisons.ofServer(server)).id());
    }

    /** The last comparison of all of a server. */
    public Optional<Comparison> lastOf(UUID server) {
        return As.administrator().get(() -> comparisons.last(server));
    }

    /** Ends a comparison early; returns when it has ended. */
    public Comparison ends(UUID comparison) {
        As.administrator().run(() -> comparisons.stop(comparison));
        return endOf(comparison);
    }

    /** Waits for the end of a comparison. */
    public Comparison endOf(UUID comparison) {
        return await("the end of the comparison")
                .atMost(PATIENCE)
                .until(() -> As.administrator().get(() -> comparisons.get(comparison)), each -> !each.isRunning());
    }

    /** How a service differs on a server, while it does. */
    public Optional<Drift> drift(UUID service, UUID server) {
        return As.administrator().get(() -> drifts.on(server, PageRequest.of(0, 1_000))).stream()
                .filter(drift -> drift.service().id().equals(service))
                .findFirst();
    }

    /** Waits until it differs so. */
    public void awaits(UUID service, UUID server, Drift.State state) {
        await("the drift " + state)
                .atMost(PATIENCE)
                .until(() -> drift(service, server)
                        .filter(drift -> drift.state() == state)
                        .isPresent());
    }

    /** Waits until it differs no more. */
    public void awaitsRight(UUID service, UUID server) {
        await("the end of the drift")
                .atMost(PATIENCE)
                .until(() -> drift(service, server).isEmpty());
    }

    /** The process that asks about what differs on the server: the id of its comparison. */
    public UUID asking(UUID server) {
        return As.administrator()
                .get(() -> comparisons.settling(server))
                .orElseThrow()
                .id();
    }

    /** Whether anybody is asked about what differs on the server. */
    public boolean isAsking(UUID server) {
        return As.administrator().get(() -> comparisons.settling(server)).isPresent();
    }

    /** Waits for the question about what differs on the server. */
    public Task isAsked(UUID server) {
        return administrator.isAsked(asking(server), "settleDrift");
    }

    /** Says what becomes of a service on a server. */
    public void answers(UUID service, UUID server, String choice) {
        administrator.completes(
                isAsked(server),
                Map.of("choice", choice, "service", service.toString(), "comment", "as the test wants it"));
    }
}
