/** The tests of Batuta; most of them share one running application, see {@link org.batuta.BatutaTest}. */
@NullMarked
package org.batuta;

import org.jspecify.annotations.NullMarked;
