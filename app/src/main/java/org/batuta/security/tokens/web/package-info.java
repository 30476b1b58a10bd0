/** The page of a person's own tokens. */
@NullMarked
package org.batuta.security.tokens.web;

import org.jspecify.annotations.NullMarked;
