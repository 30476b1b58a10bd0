/** What the pages of all doors have in common. */
@NullMarked
package org.batuta.frame;

import org.jspecify.annotations.NullMarked;
