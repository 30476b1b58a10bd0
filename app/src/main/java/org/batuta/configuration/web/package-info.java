/** The desk's pages of the configuration. */
@NullMarked
package org.batuta.configuration.web;

import org.jspecify.annotations.NullMarked;
