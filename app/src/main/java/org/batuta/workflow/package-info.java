/** The engine: its set-up and guards, the one door to it for the other modules, and tasks that wait at their step. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "live"})
package org.batuta.workflow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
