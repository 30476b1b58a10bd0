@NullMarked
package org.batuta.orchestration.cockpit;

import org.jspecify.annotations.NullMarked;
