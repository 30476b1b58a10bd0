/** The program on the servers, tried on real ones: what it promises when connections, processes and power fail. */
@NullMarked
package org.batuta.orchestration.runner;

import org.jspecify.annotations.NullMarked;
