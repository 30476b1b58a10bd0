/** Tokens: with one a program does what a person may do, as long as the person may. */
@NullMarked
package org.batuta.security.tokens;

import org.jspecify.annotations.NullMarked;
