/** A service type of the tests whose script misbehaves until somebody calms its server. */
@NullMarked
package org.batuta.hosting.stubborn;

import org.jspecify.annotations.NullMarked;
