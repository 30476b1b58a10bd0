/** The customers' pages, over real HTTP and in a real browser. */
@NullMarked
package org.batuta.hosting.web;

import org.jspecify.annotations.NullMarked;
