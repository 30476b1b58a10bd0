package org.batuta.orchestration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.batuta.orchestration.ServerFacts.Disk;

/**
 * What a person should look at on a server.
 *
 * @param code what it is about, the last part of a message code
 * @param args what fills the message: numbers and names that the server told
 */
public record Advice(String code, List<Object> args) {

    /** What OpenSSH has by itself: fewer would refuse some of the channels that we open on one connection. */
    private static final long SESSIONS = 10;

    /** So many connections we make at once; a server that drops earlier ones makes us wait. */
    private static final long STARTUPS = 10;

    private static final long FULL_PERCENT = 10;
    private static final long FULL_KIB = 1 << 20;
    private static final long MEMORY_PERCENT = 5;
    private static final Duration CLOCK = Duration.ofSeconds(5);

    private static Advice of(String code, Object... args) {
        return new Advice(code, List.of(args));
    }

    /** All that these facts call for, the most urgent first; nothing for a server that did not answer. */
    static List<Advice> on(ServerFacts facts) {
        List<Advice> all = new ArrayList<>();
        for (Disk disk : facts.disks()) {
            if (disk.freePercent() < FULL_PERCENT && disk.freeKib() < 10 * FULL_KIB || disk.freeKib() < FULL_KIB) {
                all.add(of("disk", disk.path(), disk.freePercent(), disk.freeKib() / 1024));
            }
        }
        Duration off = facts.clockOff();
        if (off != null && off.abs().compareTo(CLOCK) > 0) {
            all.add(of("clock", off.abs().toSeconds(), off.isNegative() ? "behind" : "ahead"));
        }
        Long memory = facts.number("memory_kib");
        Long free = facts.number("memory_free_kib");
        if (memory != null && free != null && free * 100 < memory * MEMORY_PERCENT) {
            all.add(of("memory", free / 1024));
        }
        if (!facts.failedUnits().isEmpty()) {
            all.add(of("units", facts.failedUnits().size(), String.join(", ", facts.failedUnits())));
        }
        ssh(facts, all);
        if ("required".equals(facts.text("reboot"))) {
            all.add(of("reboot"));
        }
        return List.copyOf(all);
    }

    private static void ssh(ServerFacts facts, List<Advice> all) {
        if ("yes".equals(facts.text("sshd_usedns"))) {
            all.add(of("use-dns"));
        }
        Long sessions = facts.number("sshd_maxsessions");
        if (sessions != null && sessions < SESSIONS) {
            all.add(of("max-sessions", sessions));
        }
        String startups = facts.text("sshd_maxstartups");
        if (startups != null && startups.matches("\\d{1,6}(:\\d+)*") && first(startups) < STARTUPS) {
            all.add(of("max-startups", startups));
        }
    }

    private static long first(String startups) {
        return Long.parseLong(startups.split(":")[0]);
    }
}
