@NullMarked
package org.batuta.secrets;

import org.jspecify.annotations.NullMarked;
