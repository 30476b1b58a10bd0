package org.batuta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log as an operator sets it up, written by a JVM of its own. */
class VisibleLogTest {

    private static final String PACKAGE = "org/batuta/";

    @TempDir
    private Path folder;

    @Test
    void attack40OneEventIsOneLineOfJsonWithItsTrailAndNothingHidden() throws Exception {
        Path log = folder.resolve("batuta.json");

        speak(0, Map.of("BATUTA_LOG_FILE", log.toString()));

        List<JsonNode> said = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            assertThat(line).isEqualTo(withoutHidden(line));
            said.add(new ObjectMapper().readTree(line));
        }
        JsonNode message = said.get(said.size() - 2);
        assertThat(message.path("message").asText())
                .startsWith(
                        "It said \\x1b]52;c;bHM=\\x07\\x1b[2J\\x0d\nforged ERROR line \\u202eevil\\u202c \\x00 ${jndi:x} {} %n");
        assertThat(message.path("level").asText()).isEqualTo("WARN");
        assertThat(message.path("request").asText()).isEqualTo("r-1");
        assertThat(message.path("operation").asText()).isEqualTo("o-1");
        assertThat(said.get(said.size() - 1).path("stack_trace").asText())
                .contains("IllegalStateException", "LogSpeaker.main", "\\x1b]52")
                .doesNotContain("\u001b");
    }

    @Test
    void attack40TheConsoleShowsNothingHiddenAndNoForgedLine() throws Exception {
        String console = speak(0, Map.of());

        assertThat(console).isEqualTo(withoutHidden(console));
        assertThat(console.lines().filter(line -> line.startsWith("forged"))).isEmpty();
        assertThat(console)
                .contains("It said \u00b7]52;c;bHM=\u00b7\u00b7[2J\u00b7\u00b7forged ERROR line \u00b7evil", "{r-1}");
        assertThat(console).containsOnlyOnce("at org.batuta.LogSpeaker.main");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).noneMatch(name -> name.contains("json"));
        }
    }

    @Test
    void t54TheFileIsRolledAndOldOnesGo() throws Exception {
        Path log = folder.resolve("small.json");

        speak(
                3000,
                Map.of(
                        "BATUTA_LOG_FILE", log.toString(),
                        "BATUTA_LOG_FILE_SIZE", "64KB",
                        "BATUTA_LOG_TOTAL_SIZE", "8KB"));

        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("small"))
                    .toList();
            assertThat(names)
                    .contains("small.json")
                    .anyMatch(name -> name.matches("small\\.json\\.[0-9-]+\\.[0-9]+\\.gz"))
                    .noneMatch(name -> name.endsWith(".0.gz"));
        }
        assertThat(Files.size(log)).isLessThan(200_000);
    }

    @Test
    void t54TheFolderOfTheFileIsMadeAtTheStart() throws Exception {
        Path log = folder.resolve("not/there/yet/batuta.json");

        Ran ran = start(
                Application.class.getName(),
                Map.of("BATUTA_LOG_FILE", log.toString(), "BATUTA_DB_URL", "jdbc:postgresql://127.0.0.1:1/none"));

        assertThat(ran.exit()).as("there is no database").isNotZero();
        assertThat(Files.readAllLines(log))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("{\"@timestamp\":"));
    }

    @Test
    void t54SaysPlainlyThatTheFileCannotBeWritten() throws Exception {
        Path inTheWay = Files.createFile(folder.resolve("in-the-way"));
        Path log = inTheWay.resolve("batuta.json");

        Ran ran = start(Application.class.getName(), Map.of("BATUTA_LOG_FILE", log.toString()));

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.said().lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line)
                        .contains("BATUTA_LOG_FILE: the log cannot be written to " + log)
                        .contains("Name a file in a folder that " + System.getProperty("user.name") + " may write"));
    }

    private String speak(int lines, Map<String, String> environment) throws Exception {
        Path classes = Files.createDirectories(folder.resolve("classes").resolve(PACKAGE));
        Files.copy(
                Path.of(LogSpeaker.class.getResource("LogSpeaker.class").toURI()),
                classes.resolve("LogSpeaker.class"),
                StandardCopyOption.REPLACE_EXISTING);
        Ran ran = start(LogSpeaker.class.getName(), environment, Integer.toString(lines));
        assertThat(ran.exit()).as(ran.said()).isZero();
        return ran.said();
    }

    private record Ran(int exit, String said) {}

    private Ran start(String main, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                folder.resolve("classes") + File.pathSeparator + classPathWithoutTests(),
                main));
        command.addAll(List.of(arguments));
        ProcessBuilder java = new ProcessBuilder(command);
        java.environment().putAll(environment);
        java.redirectErrorStream(true);
        Process process = java.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), said);
    }

    /** The tests have a configuration of their own, which would win. */
    private static String classPathWithoutTests() throws URISyntaxException, IOException {
        URI tests = VisibleLogTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        Path own = Path.of(tests).toRealPath();
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).toAbsolutePath().normalize().equals(own))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String withoutHidden(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}&&[^\n\t]]", "");
    }
}
