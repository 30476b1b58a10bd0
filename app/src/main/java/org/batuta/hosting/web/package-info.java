/** The pages of services and requests, and what they add to the pages of accounts; forms are made from the wishes. */
@NullMarked
package org.batuta.hosting.web;

import org.jspecify.annotations.NullMarked;
