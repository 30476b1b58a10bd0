package org.batuta.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The compose file names only what there is; that it also runs is not tested. */
class ComposeTest {

    private static final Path TOP = Path.of("..");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(BATUTA_[A-Z_]+)");

    private final Map<String, Map<String, Object>> services = services();

    @Test
    void hasDatabaseApplicationMailsAndAServer() {
        assertThat(services).containsOnlyKeys("postgres", "app", "mails", "server");
    }

    @Test
    void buildsOnlyTargetsOfThisRepository() throws IOException {
        String dockerfile = Files.readString(TOP.resolve("Dockerfile"));
        List<Map<String, String>> builds = services.values().stream()
                .map(service -> this.<Map<String, String>>part(service, "build"))
                .filter(build -> !build.isEmpty())
                .toList();
        assertThat(builds).hasSize(2).allSatisfy(build -> {
            assertThat(TOP.resolve(build.getOrDefault("context", "?"))).isDirectory();
            assertThat(dockerfile).contains(" AS " + build.get("target") + "\n");
        });
    }

    @Test
    void copiesOnlyFilesThatAreThere() throws IOException {
        List<String> sources = Files.readAllLines(TOP.resolve("Dockerfile")).stream()
                .filter(line -> line.startsWith("COPY ") && !line.contains("--from"))
                .map(line -> line.split(" ")[1])
                .toList();
        assertThat(sources)
                .hasSizeGreaterThan(1)
                .allSatisfy(source -> assertThat(TOP.resolve(source)).exists());
    }

    @Test
    void setsOnlySettingsThatTheApplicationKnows() throws IOException {
        Map<String, Object> environment = part(Objects.requireNonNull(services.get("app")), "environment");
        assertThat(environment.keySet()).hasSizeGreaterThan(5).isSubsetOf(knownNames());
    }

    /** The README names a file there; the user of the application may write it. */
    @Test
    void t54TheImageHasAFolderForTheLogThatItsUserMayWrite() throws IOException {
        String image = stage("app").replaceAll("\\\\\n\\s*", "");
        assertThat(image).containsPattern("(?m)useradd .* batuta &&");
        assertThat(image).contains("&& install -d -o batuta -m 750 /var/log/batuta\n");
        assertThat(image.indexOf("USER batuta\n")).isGreaterThan(image.indexOf("/var/log/batuta\n"));
        assertThat(Files.readString(TOP.resolve("README.md"))).contains("BATUTA_LOG_FILE=/var/log/batuta/batuta.json");
    }

    private static String stage(String name) throws IOException {
        return Arrays.stream(Files.readString(TOP.resolve("Dockerfile")).split("(?m)^(?=FROM )"))
                .filter(stage -> stage.startsWith("FROM debian AS " + name + "\n"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void startsTheApplicationOnceTheDatabaseAnswers() {
        Map<String, Map<String, String>> needed = part(Objects.requireNonNull(services.get("app")), "depends_on");
        assertThat(needed).containsEntry("postgres", Map.of("condition", "service_healthy"));
        assertThat(services.get("postgres")).containsKey("healthcheck");
    }

    /** What application.yml asks for, and what the modules' settings are called in the environment. */
    private static Set<String> knownNames() throws IOException {
        Set<String> names = new HashSet<>();
        var matcher = PLACEHOLDER.matcher(text("/application.yml"));
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        JsonNode metadata = new ObjectMapper().readTree(text("/META-INF/spring-configuration-metadata.json"));
        metadata.path("properties")
                .forEach(property ->
                        names.add(inEnvironment(property.path("name").asText())));
        return names;
    }

    private static String inEnvironment(String property) {
        return property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static Map<String, Map<String, Object>> services() {
        try (Stream<String> lines = Files.lines(TOP.resolve("docker-compose.yml"))) {
            Map<String, Map<String, Map<String, Object>>> file = new Yaml().load(String.join("\n", lines.toList()));
            return file.getOrDefault("services", Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private <T> T part(Map<String, Object> service, String name) {
        return (T) service.getOrDefault(name, Map.of());
    }

    private static String text(String resource) throws IOException {
        try (var stream = Objects.requireNonNull(ComposeTest.class.getResourceAsStream(resource), resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
