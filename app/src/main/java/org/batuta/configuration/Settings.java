package org.batuta.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.batuta.configuration.Sources.Given;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;

/**
 * What is set on this node (T26): every setting of ours, and every other that the release leaves to a variable of ours,
 * as it is in force. What each means is taken from the documentation of its record.
 */
@Component
public class Settings {

    /** What stands in place of a secret that is set. */
    static final String MASK = "***";

    private static final String OURS = "batuta.";
    private static final Pattern SECRET = Pattern.compile("(?i).*(password|passphrase|secret|token)");
    private static final Pattern IN_ADDRESS =
            Pattern.compile("(?i)(?<=://[^\\s/@]{0,64}:)[^\\s/@]+(?=@)|(?<=[?&](password|sslpassword)=)[^&]*");

    /** How a text of documentation marks names. */
    private static final Pattern MARKUP = Pattern.compile("\\{@\\w+ ([^}]*)}");

    private final Sources sources;
    private final Catalogues catalogues;
    private final Map<String, Meaning> meanings;

    Settings(Sources sources, Catalogues catalogues, ObjectMapper json) {
        this.sources = sources;
        this.catalogues = catalogues;
        this.meanings = meanings(json);
    }

    /**
     * One setting.
     *
     * @param variable what sets it in the environment
     * @param value in force; masked when it is a secret; null when it has none
     * @param meaning what its documentation says
     */
    public record Setting(
            String name, String variable, @Nullable String value, Origin origin, String meaning) {

        /** The module it belongs to; {@code spring} and others for what libraries are told. */
        public String module() {
            String[] parts = name.split("\\.", 3);
            return name.startsWith(OURS) ? parts[1] : parts[0];
        }
    }

    private record Meaning(String text, @Nullable String preset) {}

    /** All settings by module and name. */
    @PreAuthorize("hasAuthority('RUN_PLATFORM')")
    public Map<String, List<Setting>> all() {
        Map<String, String> variables = sources.variables();
        Set<String> names = new HashSet<>(variables.keySet());
        meanings.keySet().stream().filter(name -> name.startsWith(OURS)).forEach(names::add);
        return names.stream()
                .sorted()
                .map(name -> setting(name, variables.getOrDefault(name, variable(name))))
                .collect(Collectors.groupingBy(Setting::module, TreeMap::new, Collectors.toList()));
    }

    /** Variables that begin as ours do and set nothing: somebody mistyped, or a later release has no use for them. */
    @PreAuthorize("hasAuthority('RUN_PLATFORM')")
    public List<String> unknown() {
        Set<String> known = new HashSet<>(sources.variables().values());
        Stream.concat(meanings.keySet().stream().filter(name -> name.startsWith(OURS)), catalogues.names())
                .map(Settings::variable)
                .forEach(known::add);
        return sources.variablesSet()
                .filter(set -> known.stream().noneMatch(name -> set.equals(name) || set.startsWith(name + "_")))
                .sorted()
                .toList();
    }

    private Setting setting(String name, String variable) {
        Meaning meaning = meanings.getOrDefault(name, new Meaning("", null));
        Optional<Given> given = sources.single(name).or(() -> several(name));
        String value = given.map(Given::value).orElse(meaning.preset());
        Origin origin = given.map(Given::origin).orElse(Origin.RELEASE);
        return new Setting(name, variable, masked(name, value), origin, meaning.text());
    }

    /** A list or a map, as one line. */
    private Optional<Given> several(String name) {
        Map<String, Given> entries = sources.entries(name);
        return entries.values().stream().findFirst().map(Given::origin).map(origin -> {
            boolean isList = entries.keySet().stream().allMatch(key -> key.matches("\\d+"));
            String line = entries.entrySet().stream()
                    .map(entry -> isList
                            ? entry.getValue().value()
                            : entry.getKey() + "=" + entry.getValue().value())
                    .collect(Collectors.joining(", "));
            return new Given(line, origin);
        });
    }

    private static @Nullable String masked(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        return SECRET.matcher(name).matches() ? MASK : IN_ADDRESS.matcher(value).replaceAll(MASK);
    }

    private static String variable(String name) {
        return name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static Map<String, Meaning> meanings(ObjectMapper json) {
        Map<String, Meaning> meanings = new TreeMap<>();
        try {
            List<URL> documents = Collections.list(
                    Settings.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"));
            for (URL document : documents) {
                try (InputStream in = document.openStream()) {
                    Stream.of(json.readValue(in, JsonNode.class).path("properties"))
                            .flatMap(each -> each.valueStream())
                            .forEach(each -> meanings.put(each.path("name").asText(), meaning(each)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return meanings;
    }

    private static Meaning meaning(JsonNode property) {
        JsonNode preset = property.path("defaultValue");
        String shown = preset.isArray()
                ? preset.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "))
                : preset.asText(null);
        String text = MARKUP.matcher(property.path("description").asText("")).replaceAll("$1");
        return new Meaning(text, shown);
    }
}
