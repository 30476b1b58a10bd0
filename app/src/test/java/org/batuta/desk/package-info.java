/** The desk as its people walk through it, in Chromium, with real servers. */
@NullMarked
package org.batuta.desk;

import org.jspecify.annotations.NullMarked;
