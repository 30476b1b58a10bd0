/** Letters to customers and to the staff: each told once, in the language of who reads it, sent by a process. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "accounts", "secrets", "workflow"})
package org.batuta.notifications;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
