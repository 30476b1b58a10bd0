/** Domains: the scripts on real name servers. */
@NullMarked
package org.batuta.hosting.domains;

import org.jspecify.annotations.NullMarked;
