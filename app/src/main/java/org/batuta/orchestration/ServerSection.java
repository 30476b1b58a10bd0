package org.batuta.orchestration;

import java.util.UUID;

/**
 * A part of the page of a server that a module above contributes. The page asks every bean of this kind and shows the
 * parts in the order of the beans.
 */
public interface ServerSection {

    /** The fragment that shows the part, as {@code hosting/of-server :: comparison}; it finds its content as {@code part}. */
    String fragment();

    /** What the fragment shows of this server. */
    Object content(UUID serverId);
}
