@NullMarked
package org.batuta.notifications;

import org.jspecify.annotations.NullMarked;
