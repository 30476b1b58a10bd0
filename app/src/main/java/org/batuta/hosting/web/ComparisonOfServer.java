package org.batuta.hosting.web;

import java.util.List;
import java.util.UUID;
import org.batuta.hosting.Comparison;
import org.batuta.hosting.Comparisons;
import org.batuta.hosting.Drift;
import org.batuta.hosting.Drifts;
import org.batuta.orchestration.ServerSection;
import org.batuta.workflow.OpenTasks;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Component;

/** The last comparison of a server, and what differs on it now, on its page at the desk. */
@Component
class ComparisonOfServer implements ServerSection {

    private static final Pageable FIRST = PageRequest.of(0, 5);

    private final Comparisons comparisons;
    private final Drifts drifts;
    private final OpenTasks tasks;

    ComparisonOfServer(Comparisons comparisons, Drifts drifts, OpenTasks tasks) {
        this.comparisons = comparisons;
        this.drifts = drifts;
        this.tasks = tasks;
    }

    record Content(UUID serverId, @Nullable Comparison last, Page<Drift> drifts, List<OpenTasks.Open> tasks) {}

    @Override
    public String fragment() {
        return "hosting/of-server :: comparison";
    }

    @Override
    public Object content(UUID serverId) {
        List<String> asking = comparisons.settling(serverId).stream()
                .map(comparison -> comparison.id().toString())
                .toList();
        return new Content(
                serverId, comparisons.last(serverId).orElse(null), drifts.on(serverId, FIRST), tasks.about(asking));
    }
}
