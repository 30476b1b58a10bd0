package org.batuta.orchestration.web;

import java.util.UUID;
import org.batuta.orchestration.Evidences;
import org.batuta.orchestration.Servers;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What the forms in Tasklist show beside the task: read when a person looks, kept in no variable. */
@RestController
@RequestMapping("/desk/api")
class EvidenceApi {

    private final Evidences evidences;
    private final Servers servers;

    EvidenceApi(Evidences evidences, Servers servers) {
        this.evidences = evidences;
        this.servers = servers;
    }

    @GetMapping("/repairs/{stepId}")
    @PreAuthorize("hasAuthority('REPAIR_OPERATIONS')")
    RepairView repair(@PathVariable UUID stepId) {
        try {
            return RepairView.of(evidences.of(stepId));
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, null, e);
        }
    }

    @GetMapping("/servers/{serverId}/keys")
    @PreAuthorize("hasAuthority('MANAGE_SERVERS')")
    KeysView keys(@PathVariable UUID serverId) {
        return servers.find(serverId)
                .map(server -> KeysView.of(server, servers.command(), servers.keys(serverId)))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
