/** What the processes call: each delegate reads ids, calls one method of the module, and stops. */
@NullMarked
package org.batuta.orchestration.process;

import org.jspecify.annotations.NullMarked;
