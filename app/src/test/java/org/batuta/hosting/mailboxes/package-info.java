/** Mailboxes: the scripts on a real mail server. */
@NullMarked
package org.batuta.hosting.mailboxes;

import org.jspecify.annotations.NullMarked;
