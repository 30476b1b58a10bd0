/** Tests of services and their types. */
@NullMarked
package org.batuta.hosting;

import org.jspecify.annotations.NullMarked;
