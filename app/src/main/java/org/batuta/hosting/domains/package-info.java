/** A domain: the zone that our name servers answer for it. */
@NullMarked
package org.batuta.hosting.domains;

import org.jspecify.annotations.NullMarked;
