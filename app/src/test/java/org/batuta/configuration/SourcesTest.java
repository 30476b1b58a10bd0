package org.batuta.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.batuta.configuration.Origin.Layer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;

/** What the release, the environment and the start give, merged. */
class SourcesTest {

    private static final String HARMLESS = "batuta.orchestration.harmless";

    @Test
    void t36EntriesOfTheEnvironmentReplaceAddAndTakeOutThoseOfTheReleaseByTheirKeys() throws IOException {
        Map<String, Sources.Given> release = sources(Map.of()).entries(HARMLESS);
        Map<String, Sources.Given> merged = sources(Map.of(
                        "BATUTA_ORCHESTRATION_HARMLESS_APT_INTERFACE", "^another$",
                        "BATUTA_ORCHESTRATION_HARMLESS_LOCALE", "",
                        "BATUTA_ORCHESTRATION_HARMLESS_NEW_ONE", "^new$"))
                .entries(HARMLESS);

        assertThat(release).containsKeys("terminal", "locale", "apt-interface", "debconf");
        assertThat(release.values()).allMatch(given -> given.origin().layer() == Layer.RELEASE);
        assertThat(merged.keySet()).containsExactly("new-one", "terminal", "locale", "apt-interface", "debconf");
        assertThat(merged.get("new-one")).extracting(Sources.Given::value).isEqualTo("^new$");
        assertThat(merged.get("apt-interface"))
                .isEqualTo(new Sources.Given(
                        "^another$",
                        new Origin(Layer.ENVIRONMENT, "BATUTA_ORCHESTRATION_HARMLESS_APT_INTERFACE", null)));
        assertThat(merged.get("locale")).extracting(Sources.Given::value).isEqualTo("");
        assertThat(merged.get("debconf")).isEqualTo(release.get("debconf"));
    }

    @Test
    void t26TellsWhatASettingIsAndWhoGaveIt() throws IOException {
        String lease = "batuta.orchestration.lease";

        assertThat(sources(Map.of()).single(lease)).hasValue(new Sources.Given("30s", Origin.RELEASE));
        assertThat(sources(Map.of("BATUTA_LEASE", "10s")).single(lease))
                .hasValue(new Sources.Given("10s", new Origin(Layer.ENVIRONMENT, "BATUTA_LEASE", null)));
        assertThat(sources(Map.of("BATUTA_LEASE", "10s", "BATUTA_ORCHESTRATION_LEASE", "20s"))
                        .single(lease))
                .hasValue(new Sources.Given("20s", new Origin(Layer.ENVIRONMENT, "BATUTA_ORCHESTRATION_LEASE", null)));
        assertThat(sources(Map.of()).single("batuta.nobody.sets-this")).isEmpty();
    }

    @Test
    void t26AFileOfSettingsAndAPropertyOfTheCommandAreNamed() throws IOException {
        StandardEnvironment environment = environment(Map.of());
        environment.getPropertySources().addFirst(new MapPropertySource("the command", Map.of("BATUTA_LEASE", "7s")));
        new YamlPropertySourceLoader()
                .load("a file", new ByteArrayResource("batuta.ssh.port: 2022".getBytes()))
                .forEach(environment.getPropertySources()::addFirst);
        Sources sources = new Sources(environment);

        assertThat(sources.single("batuta.orchestration.lease"))
                .hasValue(new Sources.Given("7s", new Origin(Layer.START, "the command", null)));
        assertThat(sources.single("batuta.ssh.port"))
                .hasValue(new Sources.Given("2022", new Origin(Layer.START, "a file", null)));
    }

    static Sources sources(Map<String, Object> variables) throws IOException {
        return new Sources(environment(variables));
    }

    private static StandardEnvironment environment(Map<String, Object> variables) throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        String system = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment.getPropertySources().replace(system, new SystemEnvironmentPropertySource(system, variables));
        new YamlPropertySourceLoader()
                .load("application.yml", new ClassPathResource("application.yml"))
                .forEach(environment.getPropertySources()::addLast);
        ConfigurationPropertySources.attach(environment);
        return environment;
    }
}
