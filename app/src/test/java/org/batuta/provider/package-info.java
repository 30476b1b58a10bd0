/** A provider as on its first working day: servers enrolled, people known. For the demo and for the tests. */
@NullMarked
package org.batuta.provider;

import org.jspecify.annotations.NullMarked;
