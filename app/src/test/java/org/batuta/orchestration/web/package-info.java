/** The desk's pages of servers, routes, operations and incidents over real HTTP. */
@NullMarked
package org.batuta.orchestration.web;

import org.jspecify.annotations.NullMarked;
