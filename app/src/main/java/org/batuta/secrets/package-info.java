/** What nobody may read later: sealed envelopes, the nodes' keys that open them, and the verifiers of passwords. */
@NullMarked
@ApplicationModule(allowedDependencies = "kernel")
package org.batuta.secrets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
