package org.batuta.orchestration.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.commons.codec.digest.DigestUtils;
import org.batuta.servers.TestServer;

/** The door that the one-time command opens on a server, knocked at with OpenSSH: two keys, each for its own requests. */
final class RunnerDoor {

    static final Path SOURCES = Path.of("src/main/java/org/batuta/orchestration/runner");

    private final TestServer server;
    private final Path folder;

    private RunnerDoor(TestServer server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /** Makes two keys, runs the one-time command on the server and notes its host key. */
    static RunnerDoor enrol(TestServer server, Path folder) {
        RunnerDoor door = new RunnerDoor(server, folder);
        for (String key : List.of("operate", "enrol")) {
            door.local(new byte[0], "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", door.file(key));
        }
        server.exec("mkdir", "-p", "/root/batuta").orFail();
        for (String part : List.of("batuta-runner", "gate", "enrol-host.sh")) {
            server.write("/root/batuta/" + part, read(SOURCES.resolve(part)));
        }
        door.enrolAgain();
        write(folder.resolve("known_hosts"), server.address() + " " + server.read("/etc/ssh/ssh_host_ed25519_key.pub"));
        return door;
    }

    String enrolAgain() {
        String[] keys = {key("operate"), key("enrol")};
        return server.exec("bash", "/root/batuta/enrol-host.sh", keys[0], keys[1])
                .orFail();
    }

    private String key(String name) {
        String[] words = read(folder.resolve(name + ".pub")).strip().split(" ");
        return words[0] + " " + words[1];
    }

    /** Installs a script with the enrolment key; its hash. */
    String install(String script) {
        String sha = DigestUtils.sha256Hex(script);
        byte[] release = release(script, sha);
        String verdict =
                enrolment(release, "install", DigestUtils.sha256Hex(release)).verdict();
        if (!verdict.equals("done 0")) {
            throw new AssertionError("the release was not installed: " + verdict);
        }
        return sha;
    }

    /** Brings another runner and gate with the enrolment key. */
    Answer upgrade(String runner, String gate) {
        byte[] release = packed(Map.of("runner", runner, "gate", gate));
        return enrolment(release, "install", DigestUtils.sha256Hex(release));
    }

    /** A part of the runner as it lies in the source tree. */
    static String source(String part) {
        return read(SOURCES.resolve(part));
    }

    /** A release of one script under this name. */
    byte[] release(String script, String name) {
        return packed(Map.of("scripts/" + name, script));
    }

    private byte[] packed(Map<String, String> files) {
        try {
            Path root = Files.createTempDirectory(folder, "release");
            Files.createDirectory(root.resolve("scripts"));
            files.forEach((name, content) -> write(root.resolve(name), content));
            local(new byte[0], "sh", "-c", "cd \"$0\" && tar -cf \"$0.tar\" *", root.toString());
            return Files.readAllBytes(Path.of(root + ".tar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer run(int wait, Entry entry) {
        return operate(entry.bytes(), "run", Integer.toString(wait));
    }

    Answer operate(byte[] input, String... request) {
        return told(start("operate", request), input);
    }

    Answer operate(String... request) {
        return operate(new byte[0], request);
    }

    Answer enrolment(byte[] input, String... request) {
        return told(start("enrol", request), input);
    }

    /** Asks at once and lets the answer come: for what happens meanwhile. */
    CompletableFuture<Answer> running(int wait, byte[] input) {
        Process client = start("operate", "run", Integer.toString(wait));
        return CompletableFuture.supplyAsync(() -> told(client, input));
    }

    /** An SSH client with this key; words beginning with a dash are options of it. */
    Process start(String key, String... request) {
        List<String> options = new ArrayList<>(List.of("ssh", "-F", "none", "-T", "-i", file(key)));
        for (String option :
                List.of("BatchMode=yes", "IdentitiesOnly=yes", "UserKnownHostsFile=" + file("known_hosts"))) {
            options.addAll(List.of("-o", option));
        }
        int first = 0;
        while (first < request.length && request[first].startsWith("-")) {
            options.add(request[first++]);
        }
        options.add("batuta@" + server.address());
        options.addAll(List.of(request).subList(first, request.length));
        try {
            return new ProcessBuilder(options).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer told(Process client, byte[] input) {
        try {
            var out = CompletableFuture.supplyAsync(() -> bytes(client.getInputStream()));
            var err = CompletableFuture.supplyAsync(() -> bytes(client.getErrorStream()));
            try (var in = client.getOutputStream()) {
                in.write(input);
            } catch (IOException e) {
                // it hung up without hearing us out: its exit code and its complaint say why
                client.waitFor(1, TimeUnit.SECONDS);
            }
            if (!client.waitFor(90, TimeUnit.SECONDS)) {
                client.destroyForcibly();
                throw new AssertionError("no answer within 90 seconds");
            }
            return Answer.of(client.exitValue(), out.join(), new String(err.join(), StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(java.io.InputStream stream) {
        try {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void local(byte[] input, String... command) {
        try {
            Answer answer = told(new ProcessBuilder(command).start(), input);
            if (answer.exit() != 0) {
                throw new AssertionError(answer.complaint());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
