/** The customers' frame, over real HTTP and in a real browser. */
@NullMarked
package org.batuta.portal;

import org.jspecify.annotations.NullMarked;
