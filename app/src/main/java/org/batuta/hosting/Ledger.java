package org.batuta.hosting;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.Operations;
import org.batuta.orchestration.Servers;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a request did on servers, and what became of it when the request was undone (K08). */
@Component
@Transactional(readOnly = true)
public class Ledger {

    private final Operations operations;
    private final Servers servers;
    private final Requests requests;

    Ledger(Operations operations, Servers servers, Requests requests) {
        this.operations = operations;
        this.servers = servers;
        this.requests = requests;
    }

    /** Whether a deed was taken back. */
    public enum Back {
        UNDONE,
        WAITS,
        NOT_UNDONE
    }

    /** Something that was begun on a server, and whether it was taken back. */
    public record Deed(String server, Back back) {}

    /** The deeds of a request that is or was undone, in the order in which they are taken back. */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public List<Deed> of(UUID requestId) {
        boolean open = requests.get(requestId).state().isOpen();
        return operations.ofRequest(requestId).stream()
                .filter(operation -> operation.undoes() != null && operation.serverId() != null)
                .map(operation -> deed(operation, open))
                .toList();
    }

    private Deed deed(Operation undo, boolean open) {
        String server = servers.name(Objects.requireNonNull(undo.serverId()));
        if (undo.state().isDone()) {
            return new Deed(server, Back.UNDONE);
        }
        return new Deed(server, open ? Back.WAITS : Back.NOT_UNDONE);
    }
}
