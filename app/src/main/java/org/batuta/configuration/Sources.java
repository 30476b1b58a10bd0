package org.batuta.configuration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.batuta.configuration.Origin.Layer;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.OriginTrackedResource;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/** What was given at the start, and by whom; of what is given twice, the stronger one. */
@Component
class Sources {

    /** Whatever begins so in the environment is meant for us. */
    static final String PREFIX = "BATUTA_";

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(" + PREFIX + "[A-Z0-9_]+)(:[^}]*)?}");

    private final ConfigurableEnvironment environment;

    Sources(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** A value as it was given. */
    record Given(String value, Origin origin) {}

    /** A single setting; empty when nobody gives it. */
    Optional<Given> single(String name) {
        ConfigurationPropertyName wanted = ConfigurationPropertyName.of(name);
        return strongestFirst()
                .flatMap(source -> Stream.ofNullable(source.getConfigurationProperty(wanted)))
                .findFirst()
                .map(found ->
                        new Given(environment.resolvePlaceholders(String.valueOf(found.getValue())), origin(found)));
    }

    /**
     * The entries below a name, by their keys: first what is new to the release, then what it brings, in its order. A key
     * is the rest of the name, its parts joined by a hyphen, as a variable cannot have one.
     */
    Map<String, Given> entries(String name) {
        ConfigurationPropertyName above = ConfigurationPropertyName.of(name);
        Map<String, Given> added = new TreeMap<>();
        Map<String, Given> brought = new LinkedHashMap<>();
        strongestFirst()
                .forEach(source -> below(above, source).forEach(each -> {
                    ConfigurationProperty found = Objects.requireNonNull(source.getConfigurationProperty(each));
                    Given given = new Given(String.valueOf(found.getValue()), origin(found));
                    (given.origin().layer() == Layer.RELEASE ? brought : added).putIfAbsent(key(above, each), given);
                }));
        brought.replaceAll((key, given) -> added.getOrDefault(key, given));
        added.keySet().removeAll(brought.keySet());
        Map<String, Given> all = new LinkedHashMap<>(added);
        all.putAll(brought);
        return all;
    }

    /** Whether anybody gives something below this name. */
    boolean hasBelow(String name) {
        ConfigurationPropertyName above = ConfigurationPropertyName.of(name);
        return strongestFirst()
                .anyMatch(source -> below(above, source).findAny().isPresent());
    }

    /** The settings that the release leaves to a variable of its own, and the name of that. */
    Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        enumerable()
                .forEach(source -> Stream.of(source.getPropertyNames()).forEach(name -> {
                    Matcher variable = VARIABLE.matcher(String.valueOf(source.getProperty(name)));
                    if (variable.find()) {
                        variables.putIfAbsent(name, variable.group(1));
                    }
                }));
        return variables;
    }

    /** What stands in the environment for us, read by somebody or not. */
    Stream<String> variablesSet() {
        return enumerable()
                .filter(source -> source instanceof SystemEnvironmentPropertySource)
                .flatMap(source -> Stream.of(source.getPropertyNames()))
                .filter(name -> name.startsWith(PREFIX));
    }

    private Stream<EnumerablePropertySource<?>> enumerable() {
        return environment.getPropertySources().stream()
                .filter(source -> !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source))
                .filter(source -> source instanceof EnumerablePropertySource<?>)
                .map(source -> (EnumerablePropertySource<?>) source);
    }

    private Stream<ConfigurationPropertySource> strongestFirst() {
        return StreamSupport.stream(
                ConfigurationPropertySources.get(environment).spliterator(), false);
    }

    private static Stream<ConfigurationPropertyName> below(
            ConfigurationPropertyName above, ConfigurationPropertySource source) {
        return source instanceof IterableConfigurationPropertySource named
                ? named.stream().filter(above::isAncestorOf)
                : Stream.empty();
    }

    private static String key(ConfigurationPropertyName above, ConfigurationPropertyName name) {
        return IntStream.range(above.getNumberOfElements(), name.getNumberOfElements())
                .mapToObj(part -> name.getElement(part, Form.DASHED))
                .collect(Collectors.joining("-"));
    }

    private Origin origin(ConfigurationProperty found) {
        Matcher variable = VARIABLE.matcher(String.valueOf(found.getValue()));
        if (variable.find()) {
            return ofVariable(variable.group(1));
        }
        if (!(found.getOrigin() instanceof PropertySourceOrigin from)) {
            return new Origin(Layer.START, null, null);
        }
        if (from.getPropertySource() instanceof SystemEnvironmentPropertySource) {
            return new Origin(Layer.ENVIRONMENT, from.getPropertyName(), null);
        }
        return isInRelease(from)
                ? Origin.RELEASE
                : new Origin(Layer.START, from.getPropertySource().getName(), null);
    }

    private static boolean isInRelease(PropertySourceOrigin from) {
        Resource file = from.getOrigin() instanceof TextResourceOrigin text ? text.getResource() : null;
        Resource found = file instanceof OriginTrackedResource tracked ? tracked.getResource() : file;
        return found instanceof ClassPathResource;
    }

    private Origin ofVariable(String variable) {
        return enumerable()
                .filter(source -> source.containsProperty(variable))
                .findFirst()
                .map(source -> source instanceof SystemEnvironmentPropertySource
                        ? new Origin(Layer.ENVIRONMENT, variable, null)
                        : new Origin(Layer.START, source.getName(), null))
                .orElse(Origin.RELEASE);
    }
}
