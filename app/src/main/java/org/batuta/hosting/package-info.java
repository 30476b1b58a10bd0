/** Services that accounts own, the requests that make, change and remove them, and the kinds of services there are. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "accounts",
            "audit",
            "frame",
            "kernel",
            "live",
            "notifications",
            "orchestration",
            "secrets",
            "workflow"
        })
package org.batuta.hosting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
