/** The demo: a provider on this machine, with real servers, started by {@code mvn -Pdemo}. */
@NullMarked
package org.batuta.demo;

import org.jspecify.annotations.NullMarked;
