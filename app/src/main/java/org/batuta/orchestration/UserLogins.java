package org.batuta.orchestration;

import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Whether a server lets a user of a customer in, as SSH sees it from outside. Probes log in with a key of their own, to
 * which servers give nothing beyond that, from our nodes only.
 */
@Component
public class UserLogins {

    private final Ssh ssh;
    private final SshKeys keys;
    private final Leases leases;

    UserLogins(Ssh ssh, SshKeys keys, Leases leases) {
        this.ssh = ssh;
        this.keys = keys;
        this.leases = leases;
    }

    /** Type and key of the probes, for {@code authorized_keys}. */
    public String key() {
        return keys.publicKey(Door.PROBE);
    }

    /**
     * Looks whether the server lets the user in.
     *
     * @throws IllegalStateException when the server does not answer, or is another one than it was
     */
    public ProbeResult look(UUID serverId, String user) {
        Target target = Objects.requireNonNull(leases.target(serverId));
        try {
            boolean letIn = ssh.letsIn(target, user);
            return new ProbeResult(letIn, target + (letIn ? " lets " : " does not let ") + user + " in");
        } catch (NotReached | HostKeyChanged e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
