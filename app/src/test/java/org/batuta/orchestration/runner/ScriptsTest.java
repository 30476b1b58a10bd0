package org.batuta.orchestration.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.batuta.servers.Machine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every script that runs on a server must be, looked at as text. */
class ScriptsTest {

    private static final Path HOSTING = Path.of("src/main/java/org/batuta/hosting");
    private static final String SHARED = "functions.sh";
    private static final Pattern DECLARED = Pattern.compile("\"\\$\\{([a-z][a-z0-9_]*):?[?=]");

    @BeforeAll
    static void hasTheCheckers() {
        Machine.needs("shellcheck", "shfmt");
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(HOSTING)) {
            return files.filter(file -> file.toString().endsWith(".sh"))
                    .sorted()
                    .toList();
        }
    }

    static List<Path> scripts() throws IOException {
        return files().stream().filter(file -> !file.endsWith(SHARED)).toList();
    }

    static List<Path> all() throws IOException {
        return Stream.concat(
                        files().stream(),
                        Stream.of("batuta-runner", "gate", "enrol-host.sh").map(RunnerDoor.SOURCES::resolve))
                .toList();
    }

    @Test
    void findsTheScripts() throws IOException {
        assertThat(scripts()).hasSizeGreaterThanOrEqualTo(10);
    }

    @ParameterizedTest
    @MethodSource("all")
    void passesShellcheck(Path script) throws Exception {
        String shared = shared(script);
        Path whole = Files.createTempFile("script", ".sh");
        Files.writeString(whole, shared + Files.readString(script));
        List<String> command = new ArrayList<>(List.of("shellcheck", "--shell=" + (posix(script) ? "sh" : "bash")));
        if (!shared.isEmpty() || script.endsWith(SHARED)) {
            command.add("--exclude=SC2034,SC2317"); // not every script needs all that is shared
        }
        command.add(whole.toString());
        assertThat(said(command.toArray(String[]::new))).isEmpty();
        Files.delete(whole);
    }

    private static boolean posix(Path script) {
        return script.endsWith("gate");
    }

    private static String shared(Path script) throws IOException {
        Path all = HOSTING.resolve(SHARED);
        Path own = script.resolveSibling(SHARED);
        if (!script.startsWith(HOSTING) || script.equals(all)) {
            return "";
        }
        return Files.readString(all) + (Files.exists(own) && !own.equals(script) ? Files.readString(own) : "");
    }

    @ParameterizedTest
    @MethodSource("all")
    void isFormatted(Path script) throws Exception {
        assertThat(said("shfmt", "-i", "4", "-ci", "-d", script.toString())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void T01_evaluatesNothing(Path script) throws IOException {
        assertThat(Files.readString(script))
                .doesNotContainPattern("(^|[;&|({ \\n])eval\\b")
                .doesNotContainPattern("\\b(bash|sh) -c \"(?!\\$LOADER\")")
                .doesNotContainPattern("set -x");
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void opensWithAHeaderThatTellsItsParameters(Path script) throws IOException {
        List<String> lines = Files.readAllLines(script);
        assertThat(lines.get(0)).startsWith("# info: ");
        assertThat(lines).anyMatch(line -> line.startsWith("# example: "));
        String parameters = lines.stream()
                .filter(line -> line.startsWith("# parameters:"))
                .findFirst()
                .orElseThrow();
        Set<String> told = new TreeSet<>(
                List.of(parameters.substring("# parameters:".length()).strip().split(" ")));
        told.remove("");
        Set<String> declared = new TreeSet<>();
        lines.stream().filter(line -> line.strip().startsWith(": \"$")).forEach(line -> {
            Matcher matcher = DECLARED.matcher(line);
            while (matcher.find()) {
                declared.add(matcher.group(1));
            }
        });
        assertThat(declared).isEqualTo(told);
    }

    private static String said(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }
}
