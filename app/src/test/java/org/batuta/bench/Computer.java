package org.batuta.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** On what was measured. */
final class Computer {

    private Computer() {}

    /** Processor, memory, system, Java, and how busy it is now, beside what it was before the first bench. */
    static String description(String before) {
        return "%s: %s, %d cores, %s memory, Linux %s, Java %s; load %s at the begin, %s at the end"
                .formatted(
                        Instant.now().truncatedTo(ChronoUnit.SECONDS),
                        field("/proc/cpuinfo", "model name"),
                        Runtime.getRuntime().availableProcessors(),
                        field("/proc/meminfo", "MemTotal"),
                        System.getProperty("os.version"),
                        Runtime.version(),
                        before,
                        load());
    }

    static String load() {
        return read("/proc/loadavg").split(" ")[0];
    }

    static String field(String file, String name) {
        return read(file)
                .lines()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse("?");
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
