package org.batuta.demo;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.batuta.Visitor;
import org.batuta.servers.Instance;
import org.batuta.servers.Leftovers;

/** A demo in a process of its own, as somebody at a terminal has it: what it prints, and the keys that stop it. */
final class DemoRun {

    private static final String INSTANCE = Instance.ofDemo().name();
    private static final String NET = Instance.ofDemo().net();

    private final List<String> printed = new CopyOnWriteArrayList<>();
    private final Process process;
    private final int port;

    private DemoRun(Process process, int port) {
        this.process = process;
        this.port = port;
        var reader = new Thread(
                () -> process.inputReader(StandardCharsets.UTF_8).lines().forEach(printed::add));
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts it in a session of its own; where tests run in the background, its SIGINT may be ignored by inheritance. */
    static DemoRun on(Path data, int port) throws IOException {
        var builder = new ProcessBuilder(
                "env",
                "--default-signal=INT",
                "setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Demo.class.getName());
        builder.environment()
                .putAll(Map.of(
                        "BATUTA_DEMO_DIR",
                        data.toString(),
                        "BATUTA_DEMO_INSTANCE",
                        INSTANCE,
                        "BATUTA_DEMO_NET",
                        NET,
                        "BATUTA_PORT",
                        Integer.toString(port),
                        "BATUTA_DEMO_MAIL_PORT",
                        "0"));
        return new DemoRun(builder.redirectErrorStream(true).start(), port);
    }

    static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }

    static Leftovers leftovers(Path data) {
        return new Leftovers(INSTANCE, NET, data);
    }

    String text() {
        return String.join("\n", printed);
    }

    /** Whether it printed this already; a demo that died will print no more. */
    boolean says(String words) {
        if (!text().contains(words) && !process.isAlive()) {
            throw new AssertionError("the demo ended with " + process.exitValue() + ":\n" + text());
        }
        return text().contains(words);
    }

    /** What stands behind a word in the text. */
    String behind(String word) {
        Matcher found = Pattern.compile("(?m)^.*\\b" + word + "\\s+(\\S+)").matcher(text());
        if (!found.find()) {
            throw new AssertionError("no " + word + " in:\n" + text());
        }
        return found.group(1);
    }

    /** The serials that the probes saw, one for each name server. */
    List<String> serials() {
        return Pattern.compile("serves serial (\\d+)")
                .matcher(text())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    int port() {
        return port;
    }

    /** The first page of everybody who can log in as printed. */
    List<String> whereEachLoginLeads() {
        return Stream.of("customer", "admin", "manager")
                .map(login -> new Visitor(port).login(login, behind(login)))
                .toList();
    }

    int awaitExit() throws InterruptedException {
        return process.waitFor();
    }

    /** Sends a signal to all processes of its terminal, as Ctrl-C does. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, "--", "-" + process.pid())
                .start()
                .waitFor();
    }

    /** The end of a test that failed; the servers end with it. */
    void kill() {
        process.destroyForcibly();
    }
}
