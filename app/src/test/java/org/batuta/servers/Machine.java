package org.batuta.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The machine that tests and demo run on: what it may do, and the Debian packages it has. */
public final class Machine {

    private Machine() {}

    /** Why no servers can live on this machine; empty on a Debian where we are root. */
    public static Optional<String> cannotHaveServers() {
        if (!isDebian()) {
            return Optional.of("real servers need Debian: this machine is something else");
        }
        if (!isRoot()) {
            return Optional.of("real servers need root: this is an ordinary user");
        }
        return Optional.empty();
    }

    /** Sees to it that these Debian packages are installed, or says plainly what is missing. */
    public static void needs(String... packages) {
        var ran = new Command(Map.of(), "packages.sh", List.of(packages))
                .speaking()
                .run(new byte[0]);
        if (ran.exit() != 0) {
            throw new IllegalStateException("missing Debian packages, see above: " + String.join(" ", packages));
        }
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false; // no such thing as a root user here
        }
    }

    private static boolean isDebian() {
        Path release = Path.of("/etc/os-release");
        try {
            return Files.exists(release) && Files.readAllLines(release).contains("ID=debian");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
