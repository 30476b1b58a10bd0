package org.batuta.frame;

/** What a program sends: read strictly, so that a field which it does not have is refused by its name. */
public interface Sent {}
