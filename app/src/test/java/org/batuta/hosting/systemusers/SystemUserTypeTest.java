package org.batuta.hosting.systemusers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.Mockito.mock;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.batuta.hosting.ServiceType;
import org.batuta.hosting.ServiceType.Place;
import org.batuta.hosting.ServiceType.ServiceRef;
import org.batuta.hosting.ServiceType.Wish;
import org.batuta.hosting.ServiceTypeContract;
import org.batuta.hosting.systemusers.SystemUserSpec.Access;
import org.batuta.kernel.Refusal;
import org.batuta.orchestration.Role;
import org.batuta.orchestration.UserLogins;
import org.batuta.orchestration.Verb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** System users: which names are taken, who is the main one, and what goes to the server. */
class SystemUserTypeTest extends ServiceTypeContract<SystemUserSpec> {

    private Optional<String> main = Optional.empty();
    private final SystemUserType type = new SystemUserType(
            new SystemUserSettings(null, 2222, List.of("root")), account -> main, mock(UserLogins.class));

    @Override
    protected ServiceType<SystemUserSpec> type() {
        return type;
    }

    @Override
    protected SystemUserSpec good() {
        return new SystemUserSpec("anna", Access.FILES, "anna");
    }

    @Override
    protected List<String> scripts() {
        return List.of("apply", "check", "remove", "measure", "set-password", "prepare");
    }

    @Test
    void t05TheFirstUserOfAnAccountIsItsMainOneAndStays() {
        SystemUserSpec first = check(new SystemUserSpec("Anna", Access.COMMANDS, ""));

        assertThat(first).isEqualTo(new SystemUserSpec("anna", Access.COMMANDS, "anna"));
        assertThat(type.parentOf(first)).isEmpty();
        assertThat(type.staysBecause(first)).hasValue("system-user.main-stays");
    }

    @Test
    void t05LaterUsersLiveInTheMainOne() {
        main = Optional.of("anna");

        SystemUserSpec later = check(new SystemUserSpec("ben", Access.FILES, null));

        assertThat(later).isEqualTo(new SystemUserSpec("ben", Access.FILES, "anna"));
        assertThat(type.parentOf(later)).hasValue(new ServiceRef("mainUser", "systemusers", "anna"));
        assertThat(type.staysBecause(later)).isEmpty();
    }

    @Test
    void t05NobodyChoosesTheMainUser() {
        main = Optional.of("anna");
        assertThat(fields(new SystemUserSpec("ben", Access.FILES, "ben"))).containsExactly("mainUser");
        SystemUserSpec before = new SystemUserSpec("ben", Access.FILES, "anna");
        assertThat(type.check(new SystemUserSpec("ben", Access.COMMANDS, ""), UUID.randomUUID(), Optional.of(before)))
                .isEqualTo(new SystemUserSpec("ben", Access.COMMANDS, "anna"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1a", "-a", "_a", "a b", "a.b", "a@b", "ä", "\u212A", "a:b", "a/b", "a\n", "root", "Root"})
    void refusesANameThatIsNone(String name) {
        assertThat(fields(new SystemUserSpec(name, Access.FILES, ""))).containsExactly("name");
    }

    @Test
    void namesEveryFieldThatIsWrong() {
        assertThat(fields(new SystemUserSpec(null, null, null))).containsExactly("name", "access");
    }

    @Test
    void refusesANameOfMoreThan32Characters() {
        assertThat(check(new SystemUserSpec("a".repeat(32), Access.FILES, "")).name())
                .hasSize(32);
        assertThat(fields(new SystemUserSpec("a".repeat(33), Access.FILES, ""))).containsExactly("name");
    }

    @Test
    void givesTheScriptsWhatTheyDeclare() throws Exception {
        Place place = new Place(UUID.randomUUID(), "files1", "192.0.2.1", Role.PRIMARY);
        Wish<SystemUserSpec> wish = new Wish<>(UUID.randomUUID(), good(), false, List.of(place));
        for (Verb verb : List.of(Verb.APPLY, Verb.CHECK, Verb.REMOVE, Verb.MEASURE, Verb.SET_PASSWORD)) {
            assertThat(declared(verb.word()))
                    .containsAll(type.parameters(verb, wish, place).keySet());
        }
        assertThat(type.parameters(Verb.APPLY, wish, place))
                .containsEntry("active", "no")
                .containsEntry("access", "files")
                .containsEntry("user", "anna");
        assertThat(type.parameters(Verb.SET_PASSWORD, wish, place)).doesNotContainKey("verifier");
    }

    @Test
    void tellsHowToLogInAndOfCommandsOnlyWhoMayGiveThem() {
        assertThat(told(Access.FILES)).containsExactly("system-user=anna", "sftp-host=files1", "sftp-port=2222");
        assertThat(told(Access.COMMANDS)).hasSize(4).endsWith("ssh-command=ssh -p 2222 anna@files1");
    }

    private List<String> told(Access access) {
        Place place = new Place(UUID.randomUUID(), "files1", "192.0.2.1", Role.PRIMARY);
        SystemUserSpec spec = new SystemUserSpec("anna", access, "anna");
        return type.facts(new Wish<>(UUID.randomUUID(), spec, true, List.of(place))).stream()
                .map(fact -> fact.code() + "=" + fact.value())
                .toList();
    }

    private List<String> fields(SystemUserSpec spec) {
        return catchThrowableOfType(Refusal.class, () -> check(spec)).problems().stream()
                .map(Refusal.Problem::field)
                .toList();
    }
}
