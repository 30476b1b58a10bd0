@NullMarked
package org.batuta.security;

import org.jspecify.annotations.NullMarked;
