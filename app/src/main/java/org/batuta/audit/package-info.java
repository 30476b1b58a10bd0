/** Who changed what, in whose name, when, from where and how: written once and never touched again. */
@NullMarked
@ApplicationModule(allowedDependencies = "kernel")
package org.batuta.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
