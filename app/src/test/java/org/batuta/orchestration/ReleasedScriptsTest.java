package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Which scripts a release brings onto servers, and what stands in them. */
class ReleasedScriptsTest {

    private static final Path SOURCES = Path.of("src/main/java/org/batuta/hosting");

    @Test
    void onlyThoseOfTypesThatAreThere() {
        assertThat(scripts("domains").all())
                .extracting(Script::name)
                .contains("domains/apply.sh", "domains/check.sh")
                .allMatch(name -> name.startsWith("domains/"));
        assertThat(scripts("trials").types()).as("when the tests ask for it").containsExactly("trials");
    }

    @Test
    void beforeEachStandsWhatAllTypesShareAndThenWhatItsFolderShares() throws Exception {
        assertThat(scripts("domains").script("domains", Verb.CHECK).text())
                .isEqualTo(Files.readString(SOURCES.resolve("functions.sh"))
                        + Files.readString(SOURCES.resolve("domains/functions.sh"))
                        + Files.readString(SOURCES.resolve("domains/check.sh")));
    }

    private static Scripts scripts(String type) {
        Scripted there = () -> type;
        return new Scripts(new StaticListableBeanFactory(Map.of("type", there)).getBeanProvider(Scripted.class));
    }
}
