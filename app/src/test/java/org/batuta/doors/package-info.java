/** Who comes in where: every address of the application, tried by everybody. */
@NullMarked
package org.batuta.doors;

import org.jspecify.annotations.NullMarked;
