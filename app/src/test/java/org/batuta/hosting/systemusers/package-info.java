/** System users: the scripts on a real server, and the rules for their names. */
@NullMarked
package org.batuta.hosting.systemusers;

import org.jspecify.annotations.NullMarked;
