/** The desk's pages of accounts over real HTTP. */
@NullMarked
package org.batuta.accounts.web;

import org.jspecify.annotations.NullMarked;
