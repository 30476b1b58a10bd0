/** A type of the tests with a daemon that reads its files only when it is told to. */
@NullMarked
package org.batuta.hosting.reloaded;

import org.jspecify.annotations.NullMarked;
