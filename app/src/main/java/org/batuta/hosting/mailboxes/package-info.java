/** A mailbox: mail kept for one address and one login. */
@NullMarked
package org.batuta.hosting.mailboxes;

import org.jspecify.annotations.NullMarked;
