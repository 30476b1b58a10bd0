package org.batuta.hosting.stubborn;

/** The wish for something stubborn. */
record Stubborn(String name) {}
