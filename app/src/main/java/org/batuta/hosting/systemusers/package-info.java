/** A system user: a login on a server of its own, to move files or to give commands; no mailbox and no login here. */
@NullMarked
package org.batuta.hosting.systemusers;

import org.jspecify.annotations.NullMarked;
