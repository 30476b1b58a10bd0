/**
 * Runs things: servers, the operations that requests have for them, and every attempt of each, so that a script on a
 * server takes effect exactly once, can be stopped for real and is never forgotten.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"kernel", "accounts", "workflow", "notifications", "secrets", "live", "audit", "frame"})
package org.batuta.orchestration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
