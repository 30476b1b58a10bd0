package org.batuta.security;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Counts wrong passwords per login name and per address of the connection (never of a header). Too many of either and
 * the next tries are refused unread until the window has passed; who is logged in already notices nothing. Kept in
 * memory of this node, of the newest {@value #REMEMBERED} names and addresses.
 */
@Component
class Throttle {

    private static final int REMEMBERED = 20_000;

    private final SecuritySettings.Throttle limits;
    private final Clock clock;
    private final Map<String, Deque<Instant>> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > REMEMBERED;
        }
    };

    Throttle(SecuritySettings settings, Clock clock) {
        this.limits = settings.throttle();
        this.clock = clock;
    }

    synchronized boolean refuses(String login, String address) {
        return recent("login " + login).size() >= limits.perLogin()
                || recent("address " + address).size() >= limits.perAddress();
    }

    synchronized void failed(String login, String address) {
        recent("login " + login).add(clock.instant());
        recent("address " + address).add(clock.instant());
    }

    synchronized void succeeded(String login) {
        failures.remove("login " + login);
    }

    private Deque<Instant> recent(String key) {
        Deque<Instant> times = failures.computeIfAbsent(key, unknown -> new ArrayDeque<>());
        Instant since = clock.instant().minus(limits.window());
        while (!times.isEmpty() && times.peekFirst().isBefore(since)) {
            times.removeFirst();
        }
        return times;
    }
}
