package org.batuta.hosting.domains;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.batuta.hosting.ServiceType.Place;
import org.batuta.kernel.Refusal;

/** The IP address of a server, which may be written down by name. */
final class Addresses {

    private Addresses() {}

    static String of(Place place) {
        try {
            return InetAddress.getByName(place.address()).getHostAddress();
        } catch (UnknownHostException e) {
            throw Refusal.at("", "server-has-no-address", place.server(), place.address());
        }
    }
}
