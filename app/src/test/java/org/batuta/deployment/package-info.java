/** What runs Batuta outside of Maven: the files at the top of the project. */
@NullMarked
package org.batuta.deployment;

import org.jspecify.annotations.NullMarked;
