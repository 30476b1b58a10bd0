/** The step of the process {@code send-letter}. */
@NullMarked
package org.batuta.notifications.process;

import org.jspecify.annotations.NullMarked;
