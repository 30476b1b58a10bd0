/** The pages of accounts at the desk: who they are, who belongs to them, whom to write to. */
@NullMarked
package org.batuta.accounts.web;

import org.jspecify.annotations.NullMarked;
