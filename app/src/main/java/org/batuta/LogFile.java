package org.batuta;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Where the log goes beside the console: there before anything is logged, or the node says why not and does not start. */
final class LogFile {

    private LogFile() {}

    static void prepare(@Nullable String file) {
        if (file == null || file.isBlank()) {
            return;
        }
        Path path = Path.of(file).toAbsolutePath();
        Path folder = path.getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "BATUTA_LOG_FILE: the log cannot be written to " + path + " (" + e
                            + "). Name a file in a folder that " + System.getProperty("user.name")
                            + " may write, or none to log to the console only.",
                    e);
        }
    }
}
