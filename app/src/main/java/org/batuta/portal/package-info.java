/** The frame of the customers' pages: menu, first page, and what every page says when something cannot be had. */
@NullMarked
@ApplicationModule(allowedDependencies = {"accounts", "hosting", "kernel", "live"})
package org.batuta.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
