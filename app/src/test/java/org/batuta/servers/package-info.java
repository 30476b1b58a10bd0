/** What tests and the demo stand on: real servers, a real database, a catcher of mail. Nothing of it is in the product. */
@NullMarked
package org.batuta.servers;

import org.jspecify.annotations.NullMarked;
