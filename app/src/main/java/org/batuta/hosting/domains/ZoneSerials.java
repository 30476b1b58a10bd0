package org.batuta.hosting.domains;

import java.util.OptionalLong;

/** Which serial a zone has: one for all its servers. */
interface ZoneSerials {

    /**
     * The serial of this content; the zone stays locked until the transaction ends. In one that only reads it is the
     * serial that the content would have now, and nothing is kept.
     */
    long serial(ZoneContent content);

    /** The serial under which this content was planned, if nothing else was planned since. */
    OptionalLong known(ZoneContent content);
}
