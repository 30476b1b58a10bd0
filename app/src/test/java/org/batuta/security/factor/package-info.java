@NullMarked
package org.batuta.security.factor;

import org.jspecify.annotations.NullMarked;
