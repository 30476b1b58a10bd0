package org.batuta.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs one of the scripts beside this class, fed and read to its end. */
final class Command {

    private static final Duration LIMIT = Duration.ofMinutes(15);

    private final ProcessBuilder process;

    Command(Map<String, String> environment, String script, List<String> words) {
        List<String> line = new ArrayList<>(List.of("bash", path(script).toString()));
        line.addAll(words);
        process = new ProcessBuilder(line);
        process.environment().putAll(environment);
    }

    /** Lets what the script says to people be seen at once. */
    Command speaking() {
        process.redirectError(Redirect.INHERIT);
        return this;
    }

    /** Starts it in a session of its own, so that Ctrl-C at the terminal does not reach it. */
    Process detached() {
        process.command().add(0, "setsid");
        try {
            return process.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Ran run(byte[] input) {
        try {
            Process running = process.start();
            var out = CompletableFuture.supplyAsync(() -> text(running.getInputStream()));
            var err = CompletableFuture.supplyAsync(() -> text(running.getErrorStream()));
            feed(running, input);
            if (!running.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                running.destroyForcibly();
                throw new IllegalStateException("did not end within " + LIMIT + ": " + process.command());
            }
            return new Ran(running.exitValue(), out.join(), err.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + process.command(), e);
        }
    }

    private static void feed(Process running, byte[] input) throws IOException {
        try (var stdin = running.getOutputStream()) {
            stdin.write(input);
        } catch (IOException e) {
            if (input.length > 0) {
                throw e;
            } // without input it only means that the command did not wait for any
        }
    }

    private static String text(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path path(String script) {
        try {
            var resource = Command.class.getResource(script);
            if (resource == null) {
                throw new IllegalStateException("no such script: " + script);
            }
            return Path.of(resource.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
