/** Who is known to the provider, and how the first one comes in. */
@NullMarked
package org.batuta.accounts;

import org.jspecify.annotations.NullMarked;
