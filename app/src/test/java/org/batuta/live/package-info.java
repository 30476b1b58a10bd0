@NullMarked
package org.batuta.live;

import org.jspecify.annotations.NullMarked;
