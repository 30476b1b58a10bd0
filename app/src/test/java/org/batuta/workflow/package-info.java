@NullMarked
package org.batuta.workflow;

import org.jspecify.annotations.NullMarked;
