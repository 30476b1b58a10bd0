/**
 * Runs things: servers, the operations that requests have for them, and every attempt of each, so that a script on a
 * server takes effect exactly once, can be stopped for real and is never forgotten.
 *
 * <h2>Unit of work, order, batch, reload</h2>
 *
 * <p>Version 1. Each sentence is shown by a test whose name begins with {@code t37}.
 *
 * <ol>
 *   <li><b>Unit of work.</b> A {@link Step} is what one request has for one server. It is written in the transaction of
 *       the request that wants it, with all its operations: there is all of it or nothing. Nothing runs before that
 *       transaction is committed, and a step is over when each of its operations is.
 *   <li><b>Order.</b> Operations of one service follow each other and stop at the first that is not done; those of
 *       different services do not wait for each other. Steps of one request follow each other as its process draws.
 *   <li><b>Batch.</b> In calm a step travels alone and waits for no other. A crowd travels together, at most
 *       {@code batch} steps in a call and {@code parallelPerServer} calls to a server; each operation has a result of
 *       its own, and what is stopped is only itself.
 *   <li><b>Reload.</b> A daemon that reads its files only when it is told to has a {@code reload.sh} in its type's
 *       folder. A script that changes such a file says {@code reload_due} before it puts it in place; of what was cut
 *       short, and of what a check finds done by hand, nobody knows: it counts as if it had. The reload is written in the transaction that writes the
 *       attempt's end, as an operation of the server: one for all that want it until it begins. It begins when what ran
 *       as it was wanted has ended, after {@code reloadWithin} at the latest. An operation is done with its reload, not
 *       before; what follows for the same service does not wait for it, the step does. A reload that fails is the
 *       server's trouble: tried again, decided by the failure policy, repaired by a person, one incident; the operations
 *       wait. When it is done, or somebody gives it up, they go on.
 * </ol>
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "accounts",
            "configuration",
            "workflow",
            "notifications",
            "secrets",
            "live",
            "audit",
            "frame"
        })
package org.batuta.orchestration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
