/** Nodes of the application in processes of their own: several on one database, and what their sudden end leaves. */
@NullMarked
package org.batuta.nodes;

import org.jspecify.annotations.NullMarked;
