package org.batuta.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The one table of a run, and the extension of each bench that adds figures to it; what is printed and written last is
 * complete.
 */
public final class Figures implements BeforeAllCallback, AfterAllCallback {

    private static final List<String[]> ROWS = new ArrayList<>();
    private static final Path FILE = Path.of("target", "bench", "figures.txt");
    private static final String LINE = "%-66s %12s   %s%n";
    private static final String BEGIN = Computer.load();

    /** How busy the machine is with others decides what figures are worth. */
    @Override
    public void beforeAll(ExtensionContext bench) {
        System.out.println("load before the benches: " + BEGIN);
    }

    /** A figure with its unit, and what it is to be, or what it stands beside. */
    public static synchronized void add(String what, double figure, String unit, String beside) {
        ROWS.add(new String[] {
            what, String.format(Locale.ROOT, figure < 10 ? "%.2f %s" : "%.0f %s", figure, unit), beside
        });
    }

    /** Prints the table and writes it to {@code target/bench/figures.txt}. */
    @Override
    public void afterAll(ExtensionContext bench) {
        publish();
    }

    private static synchronized void publish() {
        var table = new StringBuilder().append("\n%s%n%n".formatted(Computer.description(BEGIN)));
        table.append(LINE.formatted("figure", "measured", "goal, or beside what"));
        ROWS.forEach(row -> table.append(LINE.formatted((Object[]) row)));
        System.out.println(table);
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
