/** A trial: does on a server whatever a test asks for. */
@NullMarked
package org.batuta.hosting.trials;

import org.jspecify.annotations.NullMarked;
