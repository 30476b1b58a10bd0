package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.batuta.Spoken;
import org.batuta.kernel.Refusal;
import org.batuta.servers.Machine;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What holds for every service type; a type's own test inherits it. */
public abstract class ServiceTypeContract<S extends Record> {

    private static final List<String> HOSTILE = List.of(
            "it's \"quoted\"",
            "$(touch /tmp/hurt)",
            "`id`",
            "two\nlines",
            "carriage\rreturn",
            "nul\0byte",
            "-rf",
            "../../etc",
            "right\u202Eto\u200Fleft",
            "zero\u200Bwidth",
            "half\uD800surrogate",
            "a%sb{0}c",
            "\\",
            "",
            " ",
            "x".repeat(10_000));

    /** The type under test. */
    protected abstract ServiceType<S> type();

    /** A wish that is accepted and in canonical form. */
    protected abstract S good();

    /** The scripts that the type needs, without {@code .sh}. */
    protected abstract List<String> scripts();

    @Test
    void isNamedLikeItsFolder() {
        assertThat(type().getClass().getPackageName()).endsWith("." + type().key());
    }

    @Test
    void hasABlankWish() {
        assertThat(type().blank()).isInstanceOf(type().spec());
    }

    @Test
    void itsWishSurvivesTheTripThroughJson() throws IOException {
        ObjectMapper json = new ObjectMapper();
        assertThat(json.treeToValue(json.valueToTree(good()), type().spec())).isEqualTo(good());
    }

    @Test
    void checkingTwiceChangesNothing() {
        S once = check(good());
        assertThat(once).isEqualTo(good());
        assertThat(check(once)).isEqualTo(once);
    }

    @TestFactory
    Stream<DynamicTest> refusesHostileTextAtItsFieldOrCarriesIt() {
        return Arrays.stream(type().spec().getRecordComponents())
                .filter(component -> component.getType() == String.class)
                .flatMap(component -> HOSTILE.stream()
                        .filter(text -> !text.isEmpty() || !type().given().contains(component.getName()))
                        .map(text -> DynamicTest.dynamicTest(
                                component.getName() + " " + HOSTILE.indexOf(text), () -> tryText(component, text))));
    }

    private void tryText(RecordComponent component, String text) throws ReflectiveOperationException {
        S checked;
        try {
            checked = check(with(good(), component, text));
        } catch (Refusal refusal) {
            assertThat(refusal.problems()).extracting(Refusal.Problem::field).contains(component.getName());
            return;
        }
        assertThat(component.getAccessor().invoke(checked)).isEqualTo(text);
    }

    private S with(S spec, RecordComponent changed, String text) throws ReflectiveOperationException {
        RecordComponent[] components = type().spec().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = components[i].getName().equals(changed.getName())
                    ? text
                    : components[i].getAccessor().invoke(spec);
        }
        Constructor<S> constructor = type().spec()
                .getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
        return constructor.newInstance(values);
    }

    @TestFactory
    Stream<DynamicTest> itSpeaksToCustomers() {
        String type = "type." + type().key() + ".";
        String field = "field." + type().key() + ".";
        Stream<String> said = Stream.of("one", "many", "ask", "about", "lost").map(type::concat);
        Stream<String> fields =
                Arrays.stream(type().spec().getRecordComponents()).map(component -> field + component.getName());
        Stream<String> facts = type().facts(new ServiceType.Wish<>(UUID.randomUUID(), good(), true, List.of())).stream()
                .map(fact -> "fact." + fact.code());
        Stream<String> needs = type().parentOf(type().blank()).stream().map(parent -> type + "needs");
        return Stream.of(said, fields, facts, needs)
                .flatMap(codes -> codes)
                .distinct()
                .map(code -> DynamicTest.dynamicTest(
                        code, () -> assertThat(Spoken.text(code)).isNotBlank()));
    }

    @TestFactory
    Stream<DynamicTest> itsScriptsAreThereAndClean() {
        Machine.needs("shellcheck");
        return scripts().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    String script = script(name);
                    assertThat(script)
                            .startsWith("# info: ")
                            .contains("\n# parameters:")
                            .contains("\n# example: ");
                    assertThat(shellcheck(script)).isEmpty();
                }));
    }

    /** The names that a script declares in its header. */
    protected List<String> declared(String name) throws IOException {
        return script(name)
                .lines()
                .filter(line -> line.startsWith("# parameters:"))
                .flatMap(line -> Arrays.stream(
                        line.substring("# parameters:".length()).strip().split(" +")))
                .toList();
    }

    private String script(String name) throws IOException {
        try (InputStream in = type().getClass().getResourceAsStream(name + ".sh")) {
            assertThat(in).as(name + ".sh").isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String shellcheck(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("shellcheck", "--shell=bash", "--exclude=SC2154", "-")
                .redirectErrorStream(true)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(script.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    protected S check(S spec) {
        return type().check(spec, UUID.fromString("00000000-0000-7000-8000-000000000001"), Optional.empty());
    }
}
