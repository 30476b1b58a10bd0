package org.batuta.frame;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.stereotype.Component;

/**
 * Counts wrong passwords per address of the connection (never of a header), per login name from there, and per login
 * name from everywhere. Too many, and the next tries are refused unread until the window has passed. Whoever guesses
 * somebody's password makes only the own address wait; when many addresses guess together, all wait that the person
 * never came from. Who is logged in already notices nothing. Of IPv6 the network of a customer (/64) counts as one
 * address. Kept in memory of this node, of the newest {@value #REMEMBERED} names and addresses.
 */
@Component
public class Throttle {

    private static final int REMEMBERED = 20_000;
    private static final int IPV6_NETWORK_BYTES = 8;

    private final ThrottleSettings limits;
    private final Clock clock;
    private final UUID salt = UUID.randomUUID();
    private final Map<String, Deque<Instant>> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > REMEMBERED;
        }
    };

    Throttle(ThrottleSettings limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** Whether a try is refused unread; {@code known} when the person came from this address before. */
    public synchronized boolean refuses(String login, String address, boolean known) {
        String network = network(address);
        return recent("address " + network).size() >= limits.perAddress()
                || recent("login " + login + " " + network).size() >= limits.perLogin()
                || !known && recent("everywhere " + login).size() >= limits.everywhere();
    }

    /** Whether a try without a name is refused unread. */
    public synchronized boolean refuses(String address) {
        return recent("address " + network(address)).size() >= limits.perAddress();
    }

    /** A try without a name that opened nothing. */
    public synchronized void failed(String address) {
        recent("address " + network(address)).add(clock.instant());
    }

    /** A wrong password for this name. */
    public synchronized void failed(String login, String address) {
        String network = network(address);
        recent("address " + network).add(clock.instant());
        recent("login " + login + " " + network).add(clock.instant());
        recent("everywhere " + login).add(clock.instant());
    }

    /** The right password for this name. */
    public synchronized void succeeded(String login, String address) {
        failures.remove(hidden("login " + login + " " + network(address)));
    }

    /** Whether somebody who is logged in has tried too many passwords that were not the own one. */
    public synchronized boolean refusesPresent(String login) {
        return recent("present " + login).size() >= limits.perLogin();
    }

    /** A wrong password of somebody who is logged in. */
    public synchronized void failedPresent(String login) {
        recent("present " + login).add(clock.instant());
    }

    /** The right password of somebody who is logged in. */
    public synchronized void succeededPresent(String login) {
        failures.remove(hidden("present " + login));
    }

    /** Counts a wish for a letter with a link, and whether there were few enough, for this name and from this address. */
    public synchronized boolean allowsLink(String name, String address) {
        Deque<Instant> forName = recent("link for " + name);
        Deque<Instant> fromAddress = recent("link from " + network(address));
        forName.add(clock.instant());
        fromAddress.add(clock.instant());
        return forName.size() <= limits.links() && fromAddress.size() <= limits.perAddress();
    }

    /**
     * Counts a try whose end is known only later, with a password of something that is no login, and says whether there
     * were few enough before: as many as may fail at the login, right ones included.
     */
    public synchronized boolean allowsTry(String name, String address) {
        String network = network(address);
        Deque<Instant> forName = recent("try for " + name + " " + network);
        Deque<Instant> fromAddress = recent("try from " + network);
        Deque<Instant> everywhere = recent("try for " + name);
        boolean few = forName.size() < limits.perLogin()
                && fromAddress.size() < limits.perAddress()
                && everywhere.size() < limits.everywhere();
        if (few) {
            Stream.of(forName, fromAddress, everywhere).forEach(times -> times.add(clock.instant()));
        }
        return few;
    }

    /** Not as it was typed: who mistakes the field has typed a password as a name. */
    private String hidden(String key) {
        return DigestUtils.sha256Hex(salt + key);
    }

    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, IPV6_NETWORK_BYTES));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address + " is no address", e);
        }
    }

    private Deque<Instant> recent(String key) {
        Deque<Instant> times = failures.computeIfAbsent(hidden(key), unknown -> new ArrayDeque<>());
        Instant since = clock.instant().minus(limits.window());
        while (!times.isEmpty() && times.peekFirst().isBefore(since)) {
            times.removeFirst();
        }
        return times;
    }
}
