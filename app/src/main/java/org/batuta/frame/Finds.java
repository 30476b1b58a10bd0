package org.batuta.frame;

import java.util.List;
import java.util.Locale;

/**
 * Finds things of one kind by the beginning of their name, or by a part of it, or by their whole identifier; only what
 * whoever is logged in may see.
 */
public interface Finds {

    /** The code of what such things are called. */
    String kind();

    /** The closest first; none for whoever sees nothing of this kind. */
    List<Found> find(Sought sought);

    /** What was found, and the page where it is shown. */
    record Found(String name, String more, String link) {

        /** The same for programs: named as the page is, without its door. */
        Link url() {
            return Link.valueOf(Link.ROOT + link.replaceFirst("^/desk(?=/)", ""));
        }
    }

    /**
     * What somebody looks for, in at most {@link #MOST} things of a kind.
     *
     * @param words in small letters, without blanks around
     */
    record Sought(String words) {

        /** Fewer letters would find nearly everything. */
        public static final int SHORTEST = 2;

        public static final int LONGEST = 100;
        public static final int MOST = 8;

        /** Reads what was typed. */
        public static Sought of(String typed) {
            return new Sought(typed.strip().toLowerCase(Locale.ROOT));
        }

        /** Whether there is enough, and not too much, to look for. */
        public boolean isEnough() {
            return words.length() >= SHORTEST && words.length() <= LONGEST;
        }

        /** For {@code like}: what begins so. */
        public String beginning() {
            return escaped() + "%";
        }

        /** For {@code like}: what has it anywhere. */
        public String within() {
            return "%" + escaped() + "%";
        }

        private String escaped() {
            return words.replaceAll("([\\\\%_])", "\\\\$1");
        }
    }
}
