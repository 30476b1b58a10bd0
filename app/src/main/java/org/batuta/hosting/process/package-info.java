/** The steps of the hosting processes. */
@NullMarked
package org.batuta.hosting.process;

import org.jspecify.annotations.NullMarked;
