package org.batuta.security.tokens;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Counts wrong tokens per address of the connection. After too many, what comes from there is refused unread until the
 * window has passed; but a token that was right from there is read on, so that nobody behind the same address is locked
 * out by another's program that has an old one. Kept in memory of this node.
 */
@Component
class WrongTokens {

    static final int MOST = 40;
    static final Duration WINDOW = Duration.ofMinutes(10);

    private static final int REMEMBERED = 20_000;

    private final Clock clock;
    private final Map<String, Deque<Instant>> wrong = new Newest<>();
    private final Map<String, Boolean> right = new Newest<>();

    WrongTokens(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean refuses(String token, String address) {
        return recent(address).size() >= MOST && !right.containsKey(key(token, address));
    }

    synchronized void failed(String token, String address) {
        right.remove(key(token, address));
        recent(address).add(clock.instant());
    }

    synchronized void succeeded(String token, String address) {
        right.put(key(token, address), true);
    }

    private Deque<Instant> recent(String address) {
        Deque<Instant> times = wrong.computeIfAbsent(address, unknown -> new ArrayDeque<>());
        Instant since = clock.instant().minus(WINDOW);
        while (!times.isEmpty() && times.peekFirst().isBefore(since)) {
            times.removeFirst();
        }
        return times;
    }

    /** Not the token itself: it is nobody's to keep. */
    private static String key(String token, String address) {
        return new java.math.BigInteger(1, TokenText.hash(token)).toString(Character.MAX_RADIX) + " " + address;
    }

    private static final class Newest<V> extends LinkedHashMap<String, V> {

        private static final long serialVersionUID = 1L;

        Newest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > REMEMBERED;
        }
    }
}
