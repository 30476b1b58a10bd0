package org.batuta.hosting.mailboxes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.Mockito.mock;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.batuta.hosting.ServiceType;
import org.batuta.hosting.ServiceType.Fact;
import org.batuta.hosting.ServiceType.Place;
import org.batuta.hosting.ServiceType.Wish;
import org.batuta.hosting.ServiceTypeContract;
import org.batuta.kernel.Refusal;
import org.batuta.orchestration.Role;
import org.batuta.orchestration.Verb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mailboxes: which addresses are taken, and what goes to the server. */
class MailboxTypeTest extends ServiceTypeContract<MailboxSpec> {

    private static final MailboxSettings SETTINGS =
            new MailboxSettings("mail.provider.test", 1000, List.of("root"), Duration.ofSeconds(1));
    private final MailboxType type = new MailboxType(SETTINGS, mock(MailProbe.class), mock(ProbeLogin.class));

    @Override
    protected ServiceType<MailboxSpec> type() {
        return type;
    }

    @Override
    protected MailboxSpec good() {
        return new MailboxSpec("info.desk", "x.test", 500);
    }

    @Override
    protected List<String> scripts() {
        return List.of("apply", "check", "remove", "measure", "set-password", "prove", "prepare", "reload");
    }

    @Test
    void writesAddressesSmallAndDomainsInALabels() {
        MailboxSpec checked = check(new MailboxSpec("Info", "Straße.example", 5));
        assertThat(type.nameOf(checked)).isEqualTo("info@xn--strae-oqa.example");
        assertThat(type.parentOf(checked))
                .hasValue(new ServiceType.ServiceRef("domain", "domains", "xn--strae-oqa.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".a", "a.", "a..b", "a b", "a@b", "-a", "a+b", "\"a\"", "ä", "\u212A", "a:b", "a/b", "root", "Root"
            })
    void refusesALocalPartThatIsNone(String localPart) {
        assertThat(fields(new MailboxSpec(localPart, "x.test", 5))).containsExactly("localPart");
    }

    @Test
    void refusesALocalPartOfMoreThan64Characters() {
        assertThat(check(new MailboxSpec("a".repeat(64), "x.test", 5)).localPart())
                .hasSize(64);
        assertThat(fields(new MailboxSpec("a".repeat(65), "x.test", 5))).containsExactly("localPart");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_048_577, Integer.MAX_VALUE})
    void refusesAQuotaOutOfBounds(int quota) {
        assertThat(fields(new MailboxSpec("a", "x.test", quota))).containsExactly("quotaMb");
    }

    @Test
    void namesEveryFieldThatIsWrong() {
        assertThat(fields(type.blank())).containsExactly("localPart", "domain");
        assertThat(fields(new MailboxSpec("", "x", 0))).containsExactly("localPart", "domain", "quotaMb");
    }

    @Test
    void givesTheScriptsWhatTheyDeclare() throws Exception {
        Place place = new Place(UUID.randomUUID(), "mail1", "192.0.2.1", Role.PRIMARY);
        Wish<MailboxSpec> wish = new Wish<>(UUID.randomUUID(), good(), false, List.of(place));
        for (Verb verb : List.of(Verb.APPLY, Verb.CHECK, Verb.REMOVE, Verb.MEASURE, Verb.SET_PASSWORD, Verb.PROVE)) {
            assertThat(declared(verb.word()))
                    .containsAll(type.parameters(verb, wish, place).keySet());
        }
        assertThat(type.parameters(Verb.APPLY, wish, place))
                .containsEntry("active", "no")
                .containsEntry("address", "info.desk@x.test")
                .containsEntry("quota_mb", "500");
        assertThat(type.parameters(Verb.SET_PASSWORD, wish, place)).doesNotContainKey("verifier");
    }

    @Test
    void c21KnowsAnAddressAsItsHolderWritesIt() {
        assertThat(type.nameForHolder("Info@Straße.example")).hasValue("info@xn--strae-oqa.example");
        assertThat(type.nameForHolder("info@x.test.")).hasValue("info@x.test");
        for (String nobodys :
                List.of("", "@", "info", "info@", "@x.test", "a@b@x.test", "in fo@x.test", "info@x", "root@x.test")) {
            assertThat(type.nameForHolder(nobodys)).as(nobodys).isEmpty();
        }
    }

    @Test
    void saysHowToSetUpAMailProgram() {
        Wish<MailboxSpec> wish = new Wish<>(UUID.randomUUID(), good(), true, List.of());
        assertThat(type.facts(wish))
                .contains(new Fact("imap-host", "mail.provider.test"), new Fact("mail-user", "info.desk@x.test"));
    }

    private List<String> fields(MailboxSpec spec) {
        return catchThrowableOfType(Refusal.class, () -> check(spec)).problems().stream()
                .map(Refusal.Problem::field)
                .toList();
    }
}
