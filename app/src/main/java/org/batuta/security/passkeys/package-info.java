/** Passkeys: keys of a person's devices that open a login without name and password (A08). */
@NullMarked
package org.batuta.security.passkeys;

import org.jspecify.annotations.NullMarked;
