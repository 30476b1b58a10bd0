/** What the pages of all doors have in common: how a form ends, how a refused one is shown again, what is said when a page cannot be had; and how programs name things and page through lists. */
@NullMarked
@ApplicationModule(allowedDependencies = "kernel")
package org.batuta.frame;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
