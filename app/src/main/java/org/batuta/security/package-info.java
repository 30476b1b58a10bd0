/** One login for every door, and which doors it opens. It only authenticates; nobody depends on it. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"kernel", "accounts", "audit", "frame", "live", "notifications", "secrets", "workflow"})
package org.batuta.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
