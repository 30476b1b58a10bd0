package org.batuta.hosting.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.batuta.hosting.DryRuns.Stage;
import org.batuta.kernel.PlainText;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.Script;
import org.batuta.orchestration.Scripts;
import org.batuta.orchestration.Server;
import org.batuta.orchestration.Servers;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Shows a dry run beside whatever it was asked from. */
@Component
class DryRunSheet {

    private final Servers servers;
    private final Scripts scripts;

    DryRunSheet(Servers servers, Scripts scripts) {
        this.servers = servers;
        this.scripts = scripts;
    }

    /** Puts it into the model as {@code dryRun}. */
    void show(List<Stage> stages, Model model) {
        Map<UUID, String> names = servers.all().stream().collect(Collectors.toMap(Server::id, Server::name));
        model.addAttribute(
                "dryRun",
                stages.stream()
                        .map(stage -> new DryRunPart(
                                stage.when(),
                                stage.operations().stream()
                                        .map(operation -> line(operation, names))
                                        .toList()))
                        .toList());
    }

    private DryRunPart.Line line(Operation operation, Map<UUID, String> names) {
        Map<String, String> parameters = new LinkedHashMap<>();
        operation.shownParameters().forEach((name, value) -> parameters.put(name, PlainText.visible(value)));
        return new DryRunPart.Line(
                operation,
                operation.serverId() == null ? null : names.get(operation.serverId()),
                parameters,
                scripts.find(operation.serviceType(), operation.verb())
                        .map(Script::text)
                        .orElse(null));
    }
}
