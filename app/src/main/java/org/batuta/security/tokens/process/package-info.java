/** The steps of the processes about tokens. */
@NullMarked
package org.batuta.security.tokens.process;

import org.jspecify.annotations.NullMarked;
