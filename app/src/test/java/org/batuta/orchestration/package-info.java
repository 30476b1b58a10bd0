/** Tests of orchestration, against real servers. */
@NullMarked
package org.batuta.orchestration;

import org.jspecify.annotations.NullMarked;
