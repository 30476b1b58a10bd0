/** Our plugin of Cockpit: what a process has for servers, beside its picture. It shows and changes nothing. */
@NullMarked
package org.batuta.orchestration.cockpit;

import org.jspecify.annotations.NullMarked;
