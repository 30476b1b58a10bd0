/**
 * How this installation is set up: single settings, given by the environment at the start, and catalogues of named
 * entries, which administrators also change while it runs (T26, T36). Everything that may be set is shown with where its
 * value came from; secrets are not.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "accounts", "audit", "frame"})
package org.batuta.configuration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
