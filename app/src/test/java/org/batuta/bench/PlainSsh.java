package org.batuta.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.batuta.servers.TestServer;

/**
 * What anybody has without us: {@code bash -s} as root over one connection of OpenSSH that is kept (ControlMaster). It
 * journals nothing, and whoever loses the connection knows nothing.
 */
public final class PlainSsh implements AutoCloseable {

    private final Path dir = Files.createTempDirectory("bench-ssh");
    private final TestServer server;

    /** Lets itself in to the server and opens the connection. */
    public PlainSsh(TestServer server) throws IOException {
        this.server = server;
        run(
                "",
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-f",
                dir.resolve("key").toString());
        String key = Files.readString(dir.resolve("key.pub"));
        server.feed(
                        key.getBytes(StandardCharsets.UTF_8),
                        "sh",
                        "-c",
                        "mkdir -p /root/.ssh; cat >>/root/.ssh/authorized_keys")
                .orFail();
        String known = server.exec("cat", "/etc/ssh/ssh_host_ed25519_key.pub").orFail();
        Files.writeString(dir.resolve("hosts"), server.address() + " " + known);
        run("", ssh("-o", "ControlMaster=yes", "-o", "ControlPersist=yes", "-N", "-f"));
    }

    /** Runs a script to its end and returns what it said. */
    public String bash(String script) throws IOException {
        return run(script, ssh("bash", "-s"));
    }

    /** The options of {@code ssh} by which others get in as it does, without its connection. */
    String identity() {
        return "-i " + dir.resolve("key") + " -o StrictHostKeyChecking=yes -o UserKnownHostsFile="
                + dir.resolve("hosts");
    }

    @Override
    public void close() throws IOException {
        run("", ssh("-O", "exit"));
    }

    private String[] ssh(String... more) {
        List<String> words =
                new ArrayList<>(List.of("ssh", "-i", dir.resolve("key").toString(), "-o", "BatchMode=yes"));
        words.addAll(List.of("-o", "StrictHostKeyChecking=yes", "-o", "UserKnownHostsFile=" + dir.resolve("hosts")));
        words.addAll(List.of("-o", "LogLevel=ERROR", "-o", "ControlPath=" + dir.resolve("master")));
        boolean options = more[0].startsWith("-");
        if (options) {
            words.addAll(List.of(more));
        }
        words.add("root@" + server.address());
        if (!options) {
            words.addAll(List.of(more));
        }
        return words.toArray(String[]::new);
    }

    private static String run(String input, String... words) throws IOException {
        Process process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", words) + " ended with " + process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return output;
    }
}
