/** Storms: what dies, freezes and breaks while nodes work, at random, and what has to hold afterwards. */
@NullMarked
package org.batuta.faults;

import org.jspecify.annotations.NullMarked;
