package org.batuta.frame;

import java.util.List;

/**
 * Something that whoever is logged in has to know on every page of the portal; modules contribute it. The frame asks
 * every bean of this kind when it draws a page.
 */
public interface Banner {

    /** The fragment that shows one of them, as {@code hosting/suspension :: banner}; it finds it as {@code said}. */
    String fragment();

    /** What there is to say now to whoever is logged in; nothing most of the time. */
    List<?> now();
}
