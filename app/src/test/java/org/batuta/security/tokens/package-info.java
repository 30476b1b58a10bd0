@NullMarked
package org.batuta.security.tokens;

import org.jspecify.annotations.NullMarked;
