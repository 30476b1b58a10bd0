/** Batuta: the package list below is the table of contents of the business. */
@NullMarked
package org.batuta;

import org.jspecify.annotations.NullMarked;
