package org.batuta.hosting.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.batuta.Spoken;
import org.batuta.accounts.Role;
import org.batuta.hosting.Ledger;
import org.batuta.hosting.Request;
import org.batuta.hosting.Service;
import org.batuta.hosting.Timeline;
import org.batuta.orchestration.Choice;
import org.batuta.orchestration.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the code can say, there is a sentence for it (T43). */
class SentencesTest {

    private static final Path SOURCES = Path.of("src", "main", "java", "org", "batuta");
    private static final Pattern REFUSES =
            Pattern.compile("(?:Refusal\\.at|\\b(?:problems|noted)\\.(?:add|require))\\(");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z0-9]+(?:[.-][a-z0-9]+)*)\"");
    private static final Pattern BY_NAME = Pattern.compile("\"((?:record|domain|mailbox)\\.[a-z0-9-]+)\"");

    @Test
    void everyRefusalHasItsSentence() throws IOException {
        Set<String> codes = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                codes.addAll(codesIn(Files.readString(file)));
            }
        }
        assertThat(codes)
                .contains("missing", "record.mx", "domain.foreign-parent", "still-in-use", "login.taken", "number");
        assertThat(codes)
                .allSatisfy(code ->
                        assertThat(Spoken.text("refusal." + code)).as(code).isNotBlank());
    }

    private static Set<String> codesIn(String source) {
        Set<String> codes = new TreeSet<>();
        Matcher call = REFUSES.matcher(source);
        while (call.find()) {
            codes.addAll(literals(LITERAL, code(call.group(), source.substring(call.end()))));
        }
        codes.addAll(literals(BY_NAME, source));
        return codes;
    }

    /** The argument that is the code: the second one, or the third where the first is a condition. */
    private static String code(String call, String rest) {
        int wanted = call.contains("require") ? 2 : 1;
        int depth = 0;
        int at = 0;
        boolean quoted = false;
        StringBuilder argument = new StringBuilder();
        for (int i = 0; i < rest.length(); i++) {
            char c = rest.charAt(i);
            quoted ^= c == '"';
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth < 0) {
                break;
            }
            if (c == ',' && depth == 0 && !quoted) {
                at++;
            } else if (at == wanted) {
                argument.append(c);
            }
        }
        return argument.toString();
    }

    private static Set<String> literals(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher literal = pattern.matcher(text);
        while (literal.find()) {
            found.add(literal.group(1));
        }
        return found;
    }

    static Stream<String> kinds() {
        return Timeline.KINDS.stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyLineOfATimelineIsASentenceWhateverHappened(String kind) {
        for (String who : new String[] {"you", "staff", "other"}) {
            for (Outcome outcome : Outcome.values()) {
                for (Choice choice : Choice.values()) {
                    for (Request.State state : Request.State.values()) {
                        assertSentence(
                                kind,
                                Map.of(
                                        "who",
                                        who,
                                        "outcome",
                                        outcome.name(),
                                        "choice",
                                        choice.word(),
                                        "state",
                                        state.name()));
                    }
                }
            }
        }
    }

    private static void assertSentence(String kind, Map<String, Object> args) {
        Map<String, Object> all = new HashMap<>(args);
        all.putAll(Map.of(
                "by", "Anna", "server", "host1", "parent", "x.test", "reason", "not_seen", "back", "no", "until", ""));
        String line = Objects.requireNonNull(Spoken.text("timeline." + kind, all), kind);
        assertThat(line).as(kind).isNotBlank().doesNotContain("{", "}", "null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no"})
    void aLineSaysWhetherSomethingIsDoneOrTakenBack(String back) {
        String line = Spoken.text("timeline.step-done", Map.of("server", "host1", "outcome", "DONE", "back", back));
        assertThat(line).isEqualTo(back.equals("yes") ? "host1 has taken it back" : "host1 has done it");
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void everyPhaseIsNamedAndExplained(Phase phase) {
        assertThat(Spoken.text("request.phase." + phase.code())).isNotBlank();
        assertThat(Spoken.text("request.now." + phase.code())).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource(Service.State.class)
    void everyStateOfAServiceIsNamedAndExplained(Service.State state) {
        assertThat(Spoken.text("service.state." + state)).isNotBlank();
        assertThat(Spoken.text("service.now." + state)).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource(Request.Verb.class)
    void everyVerbHasItsTitle(Request.Verb verb) {
        assertThat(Spoken.text("request.title." + verb, "x.test")).contains("x.test");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void everyRoleIsExplained(Role role) {
        assertThat(Spoken.text("portal.role." + role)).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource(Ledger.Back.class)
    void everyLineOfTheLedgerSaysWhatBecameOfIt(Ledger.Back back) {
        assertThat(Spoken.text("hosting.ledger." + back)).isNotBlank();
    }

    @Test
    void everyWordThatATemplateAsksForIsThere() throws IOException {
        Pattern asked = Pattern.compile("#\\{([a-z][a-zA-Z0-9.-]+)[(}]");
        Set<String> codes = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "resources", "templates"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".html")).toList()) {
                codes.addAll(literals(asked, Files.readString(file)));
            }
        }
        codes.remove("its.title");
        assertThat(codes).contains("frame.skip", "hosting.ask.go", "portal.home");
        assertThat(codes)
                .allSatisfy(code -> assertThat(Spoken.text(code)).as(code).isNotBlank());
    }
}
