/** What changed, told at once: to the pages that show it and to the loops that wait for it, on every node. */
@NullMarked
@ApplicationModule(allowedDependencies = "kernel")
package org.batuta.live;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
