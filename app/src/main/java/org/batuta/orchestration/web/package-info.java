/** What the forms of people's tasks read: evidence and host keys, which no process variable may hold. */
@NullMarked
package org.batuta.orchestration.web;

import org.jspecify.annotations.NullMarked;
