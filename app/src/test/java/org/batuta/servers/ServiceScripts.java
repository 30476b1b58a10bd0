package org.batuta.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The scripts of a service type, run by an administrator on a server: without the runner, as their examples say. */
public final class ServiceScripts {

    private final TestServer server;
    private final String type;

    public ServiceScripts(TestServer server, String type) {
        this.server = server;
        this.type = type;
    }

    /** Runs one of them; names and values of its parameters alternate. */
    public Ran run(String verb, String... namesAndValues) {
        String file = "/root/" + type + "-" + verb + ".sh";
        server.write(file, source(verb));
        List<String> command = new ArrayList<>(List.of("env", "LC_ALL=C.UTF-8"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            command.add(namesAndValues[i] + "=" + namesAndValues[i + 1]);
        }
        command.addAll(List.of("bash", "-euo", "pipefail", file));
        return server.exec(command.toArray(String[]::new));
    }

    private String source(String verb) {
        try {
            Path folder = Path.of("src/main/java/org/batuta/hosting", type);
            return Files.readString(folder.resolveSibling("functions.sh"))
                    + Files.readString(folder.resolve("functions.sh"))
                    + Files.readString(folder.resolve(verb + ".sh"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
