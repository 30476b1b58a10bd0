package org.batuta.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Wishes and faults that come at random: their order, targets and times follow from a seed. */
final class Storm {

    private static final int LONGEST_LULL = 1_000;

    private final Site site;
    private final Random dice;
    private final List<Effect> effects = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final long began = System.nanoTime();

    Storm(Site site, long seed) {
        this.site = site;
        this.dice = new Random(seed);
    }

    /** So many wishes in portions, a fault after each portion; every kind of fault comes, if there are enough of them. */
    void rages(String file, int wishes, int strikes) {
        List<Fault> order = order(strikes);
        for (int strike = 0; strike < strikes; strike++) {
            List<Effect> portion = new ArrayList<>();
            for (int i = wishes * strike / strikes; i < wishes * (strike + 1) / strikes; i++) {
                portion.add(Effect.random("effect-" + i, file, dice));
            }
            effects.addAll(portion);
            requests.addAll(site.asks(site.anyNode(dice), portion));
            lasts(dice.nextInt(LONGEST_LULL));
            Fault fault = order.get(strike);
            String from = now();
            fault.strikes(site, dice);
            faults.add(from + " to " + now() + " " + fault);
        }
    }

    private List<Fault> order(int strikes) {
        List<Fault> order = new ArrayList<>();
        while (order.size() < strikes) {
            List<Fault> round = new ArrayList<>(List.of(Fault.values()));
            Collections.shuffle(round, dice);
            order.addAll(round);
        }
        return order;
    }

    /** What the servers were asked for. */
    List<Effect> effects() {
        return effects;
    }

    List<String> requests() {
        return requests;
    }

    /** Which faults came, and when. */
    List<String> faults() {
        return faults;
    }

    private String now() {
        return "%.1f s".formatted(Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0);
    }

    /** Longer than a node or a server may be silent until others take over what it has. */
    static void outlastsALease(Random dice) {
        lasts(11_000 + dice.nextInt(2_000));
    }

    /** The time that something takes which the storm does, never what a test waits for. */
    static void lasts(int milliseconds) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(milliseconds));
    }
}
