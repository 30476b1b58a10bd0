@NullMarked
package org.batuta.kernel;

import org.jspecify.annotations.NullMarked;
