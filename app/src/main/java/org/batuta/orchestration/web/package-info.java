/** The desk's pages of servers, routes, operations and incidents, and what the forms of people's tasks show of them. */
@NullMarked
package org.batuta.orchestration.web;

import org.jspecify.annotations.NullMarked;
