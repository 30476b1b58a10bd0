/** The pictures of the processes: whether they can be read, whether they are true, and how they are drawn again. */
@NullMarked
package org.batuta.pictures;

import org.jspecify.annotations.NullMarked;
