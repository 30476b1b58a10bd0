package org.batuta.orchestration;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.batuta.kernel.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * What a server told of itself when it was last asked. Its words are shown, never believed: what is not of the agreed
 * form is left out.
 *
 * @param asked when it was last asked; null if it never was, or is to be asked now
 * @param answered when it last answered
 * @param took how long the last answer took, connection included
 * @param clockOff how far its clock was from ours then, ahead or behind
 * @param trouble why it did not answer the last time; null if it did
 */
public record ServerFacts(
        @Nullable Instant asked,
        @Nullable Instant answered,
        @Nullable Duration took,
        @Nullable Duration clockOff,
        @Nullable String trouble,
        Map<String, String> told,
        List<Disk> disks,
        List<String> failedUnits,
        Map<String, String> packages) {

    /**
     * A file system.
     *
     * @param kib how large it is
     * @param freeKib how much of it is free for everybody
     */
    public record Disk(String path, long kib, long freeKib) {

        private Disk higher(Disk other) {
            return path.length() <= other.path.length() ? this : other;
        }

        /** How much of it is free, in percent. */
        public long freePercent() {
            return kib == 0 ? 0 : freeKib * 100 / kib;
        }
    }

    private static final int LONGEST_VALUE = 200;
    private static final Pattern DISK = Pattern.compile("(\\d{1,15}) (\\d{1,15}) (/.*)");
    private static final Pattern PACKAGE = Pattern.compile("(\\S+) (\\S+)");

    public ServerFacts {
        told = Map.copyOf(told);
        disks = List.copyOf(disks);
        failedUnits = List.copyOf(failedUnits);
    }

    /** Nobody asked it yet. */
    static final ServerFacts NONE = of(null, null, "", null, null, null);

    static ServerFacts of(
            @Nullable Instant asked,
            @Nullable Instant answered,
            String said,
            @Nullable Duration took,
            @Nullable Duration clockOff,
            @Nullable String trouble) {
        Map<String, String> told = new LinkedHashMap<>();
        Map<Long, Disk> disks = new LinkedHashMap<>();
        List<String> failed = new ArrayList<>();
        Map<String, String> packages = new LinkedHashMap<>();
        said.lines().forEach(line -> {
            int sign = line.indexOf('=');
            String name = line.substring(0, Math.max(sign, 0));
            String value = shown(line.substring(sign + 1));
            switch (name) {
                case "disk" -> disk(value, disks);
                case "failed_unit" -> failed.add(value);
                case "package" -> put(value, packages);
                default -> told.put(name, value);
            }
        });
        return new ServerFacts(
                asked, answered, took, clockOff, trouble, told, new ArrayList<>(disks.values()), failed, packages);
    }

    private static String shown(String value) {
        String line = PlainText.visibleLine(value.strip());
        return line.length() > LONGEST_VALUE ? line.substring(0, LONGEST_VALUE) + "…" : line;
    }

    /** The same file system stands at several places: that of the shortest path is shown. */
    private static void disk(String value, Map<Long, Disk> disks) {
        Matcher found = DISK.matcher(value);
        if (found.matches()) {
            Disk disk = new Disk(found.group(3), Long.parseLong(found.group(1)), Long.parseLong(found.group(2)));
            disks.merge(disk.kib(), disk, Disk::higher);
        }
    }

    private static void put(String value, Map<String, String> packages) {
        Matcher found = PACKAGE.matcher(value);
        if (found.matches()) {
            packages.put(found.group(1), found.group(2));
        }
    }

    /** Whether it answered when it was last asked; null before anybody asked. */
    public @Nullable Boolean isReached() {
        return answered == null && trouble == null ? null : trouble == null;
    }

    /** What they call for, the most urgent first. */
    public List<Advice> advice() {
        return Advice.on(this);
    }

    /** The number it told under this name; null if it told none. */
    public @Nullable Long number(String name) {
        String value = told.get(name);
        return value != null && value.matches("\\d{1,15}") ? Long.valueOf(value) : null;
    }

    /** What it told under this name; null if nothing. */
    public @Nullable String text(String name) {
        return told.get(name);
    }

    /** Since when it has been up. */
    public @Nullable Instant upSince() {
        Long seconds = number("uptime");
        return seconds == null || answered == null ? null : answered.minusSeconds(seconds);
    }
}
