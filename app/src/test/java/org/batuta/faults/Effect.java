package org.batuta.faults;

import java.util.Random;

/**
 * A wish whose effect can be counted on its server: a line in a file, on disk before the script goes on.
 *
 * @param name the line
 * @param file where it is written
 * @param before how long the script runs before it, in seconds
 * @param after how long it runs on, in seconds
 */
record Effect(String name, String file, int before, int after) {

    /** Half of the scripts are short; the others may last, so that faults find them at work. */
    static Effect random(String name, String file, Random dice) {
        boolean lasts = dice.nextInt(2) == 0;
        return new Effect(name, file, lasts ? dice.nextInt(3) : 0, lasts ? dice.nextInt(3) : 0);
    }

    /** The spec of a trial that has this effect. */
    String spec() {
        String deed = "sleep %d; echo %s >>%s; sync %s; sleep %d".formatted(before, name, file, file, after);
        return "{\"name\":\"%s\",\"deed\":\"%s\",\"look\":\"grep -qx %s %s\"}".formatted(name, deed, name, file);
    }
}
