/** The second factor of a login: codes of an authenticator app, and recovery codes for when it is lost (A07). */
@NullMarked
package org.batuta.security.factor;

import org.jspecify.annotations.NullMarked;
