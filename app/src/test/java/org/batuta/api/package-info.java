@NullMarked
package org.batuta.api;

import org.jspecify.annotations.NullMarked;
