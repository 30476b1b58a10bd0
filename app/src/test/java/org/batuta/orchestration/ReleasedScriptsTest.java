package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Which scripts a release brings onto servers, and what stands in them. */
class ReleasedScriptsTest {

    private static final Path SOURCES = Path.of("src/main/java/org/batuta/hosting");
    private static final Path RUNNER = Path.of("src/main/java/org/batuta/orchestration/runner");

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

    /** By its version alone a server's runner is older than that of a release, or not. */
    @Test
    void aRunnerThatIsAnotherHasAnotherVersion() throws Exception {
        String runner = Files.readString(RUNNER.resolve("batuta-runner"));
        Matcher version = Pattern.compile("VERSION=(\\d+)").matcher(runner);
        assertThat(version.find()).isTrue();
        assertThat(version.group(1) + " " + DigestUtils.sha256Hex(runner + Files.readString(RUNNER.resolve("gate"))))
                .as("a changed runner or gate: raise VERSION in batuta-runner, then write both here")
                .isEqualTo("8 6fb40ab65a24d020ebb53e961a6d2c49c1ce42274cd90fb00392218904fc2634");
    }

    private static Scripts scripts(String type) {
        Scripted there = () -> type;
        return new Scripts(new StaticListableBeanFactory(Map.of("type", there)).getBeanProvider(Scripted.class));
    }
}
