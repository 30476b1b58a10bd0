/** Every form of every door: found on the pages as a person finds it, and sent as nobody should. */
@NullMarked
package org.batuta.forms;

import org.jspecify.annotations.NullMarked;
