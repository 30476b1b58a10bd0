/** Measures how fast and how large the platform is ({@code mvn -Pbench verify}): figures and ratios, never verdicts. */
@NullMarked
package org.batuta.bench;

import org.jspecify.annotations.NullMarked;
