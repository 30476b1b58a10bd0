/** The frame of what programs call at {@code /api/v1}: how a "no" is told, what is read, and the document of all calls. */
@NullMarked
@ApplicationModule(allowedDependencies = {"accounts", "frame", "hosting", "kernel", "orchestration", "secrets"})
package org.batuta.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
