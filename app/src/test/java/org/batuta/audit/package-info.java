@NullMarked
package org.batuta.audit;

import org.jspecify.annotations.NullMarked;
