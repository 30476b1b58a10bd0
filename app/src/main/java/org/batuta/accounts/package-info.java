/** Who owns services and who may act: accounts, the persons that log in, their roles and whom to write to. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "audit", "frame", "secrets", "workflow"})
package org.batuta.accounts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
