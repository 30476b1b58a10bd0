package org.batuta.hosting.domains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.batuta.hosting.ServiceType;
import org.batuta.hosting.ServiceType.Place;
import org.batuta.hosting.ServiceType.Wish;
import org.batuta.hosting.ServiceTypeContract;
import org.batuta.kernel.Refusal;
import org.batuta.orchestration.Role;
import org.batuta.orchestration.Verb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Domains: which names and records are taken, and what goes to the servers. */
class DomainTypeTest extends ServiceTypeContract<DomainSpec> {

    private static final UUID OWNER = UUID.fromString("00000000-0000-7000-8000-000000000001");
    private static final UUID STRANGER = UUID.fromString("00000000-0000-7000-8000-000000000002");
    static final DomainSettings SETTINGS = new DomainSettings(
            List.of("ns1.provider.test", "ns2.provider.test"),
            "host.master@provider.test",
            List.of("mx1.provider.test", "mx2.provider.test"),
            "192.0.2.10",
            null,
            3600,
            Duration.ofDays(1),
            Duration.ofHours(2),
            Duration.ofDays(28),
            3600,
            List.of("local", "provider.test"));

    private final Map<String, UUID> taken = new HashMap<>();
    private final DomainType type = new DomainType(SETTINGS, new Known(), new OneSerial(), new DomainProbe());

    @Override
    protected ServiceType<DomainSpec> type() {
        return type;
    }

    @Override
    protected DomainSpec good() {
        return spec(
                record("@", RecordType.A, "192.0.2.1"),
                record("www", RecordType.AAAA, "2001:db8::1"),
                record("@", RecordType.TXT, "v=spf1 mx; -all \"\\ ("),
                record("_sip._tcp", RecordType.SRV, "10 5 5060 www.x.test."),
                record("@", RecordType.CAA, "0 issue \"ca.example.org\""),
                record("sub", RecordType.NS, "ns.example.org."),
                record("*", RecordType.CNAME, "www.x.test."));
    }

    @Override
    protected List<String> scripts() {
        return List.of("apply", "check", "remove", "prepare");
    }

    @ParameterizedTest
    @CsvSource({
        "Example.ORG., example.org",
        "straße.example, xn--strae-oqa.example",
        "xn--strae-oqa.example, xn--strae-oqa.example",
        "BÜCHER.example, xn--bcher-kva.example",
        "пример.рф, xn--e1afmkfd.xn--p1ai"
    })
    void givesANameInALabels(String written, String canonical) {
        assertThat(DomainName.read("domain", written)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ｅxample.org", "ﬁx.test", "x².test", "ℌ.test", "½.test"})
    void refusesADomainThatMapsToAnother(String written) {
        assertThat(refusalOf(written).problems().get(0).field()).isEqualTo("domain");
    }

    @Test
    void saysWhichDomainItWouldBe() {
        Refusal refusal = refusalOf("ｅxample.org");
        assertThat(refusal.says("domain.maps")).isTrue();
        assertThat(refusal.problems().get(0).args()).contains("example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exa\u00ADmple.org",
                "exa\u200Bmple.org",
                "exa\u200Dmple.org",
                "exa\u202Emple.org",
                "a\u034Fb.org"
            })
    void refusesCharactersThatNobodySees(String written) {
        assertThat(refusalOf(written).says("hidden-characters")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org",
                "a_b.test",
                "-a.test",
                "a-.test",
                "a..test",
                ".test",
                "192.0.2.1",
                "a b.test",
                "a/b.test",
                "אa1.test"
            })
    void refusesWhatIsNoDomain(String written) {
        assertThat(refusalOf(written).problems().get(0).field()).isEqualTo("domain");
    }

    @Test
    void refusesLabelsAndNamesThatAreTooLong() {
        assertThat(check(spec("a".repeat(63) + ".test")).domain()).hasSize(68);
        refusalOf("a".repeat(64) + ".test");
        refusalOf("a.".repeat(126) + "test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"provider.test", "www.provider.test", "printer.local"})
    void refusesForbiddenNames(String written) {
        assertThat(refusalOf(written).says("domain.forbidden")).isTrue();
    }

    @Test
    void refusesANameBelowADomainThatIsThere() {
        taken.put("x.test", STRANGER);
        assertThat(refusalOf("www.x.test").says("domain.foreign-parent")).isTrue();
        taken.put("x.test", OWNER);
        assertThat(refusalOf("a.b.x.test").says("domain.add-records-there")).isTrue();
    }

    @Test
    void refusesANameAboveSomebodyElsesDomain() {
        taken.put("shop.x.test", STRANGER);
        assertThat(refusalOf("x.test").says("domain.foreign-child")).isTrue();
        taken.put("shop.x.test", OWNER);
        assertThat(check(spec("x.test")).domain()).isEqualTo("x.test");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A | 192.0.2.256", "A | 192.0.2", "A | 192.0.02.1", "A | 2001:db8::1", "AAAA | 192.0.2.1", "AAAA | ::g",
                "MX | mail", "MX | 65536 mail", "MX | 10 192.0.2.1", "MX | 10 a_b.test", "CNAME | a b",
                        "NS | 192.0.2.1",
                "SRV | 1 2 a", "SRV | 1 2 65536 a", "CAA | 0 foo \"x\"", "CAA | 0 issue \"x\"y\"", "NS | $INCLUDE"
            })
    void refusesAValueOfAnotherForm(RecordType kind, String value) {
        Refusal refusal = refusalOf(record("@", RecordType.TXT, "fine"), record("a", kind, value));
        assertThat(refusal.problems()).extracting(Refusal.Problem::field).containsExactly("records[1].value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"victim.net.", "$ORIGIN", "$INCLUDE /etc/passwd", "$GENERATE", "", "a b", "a\nb", "a.*.b", ";"})
    void attack09RefusesOwnersThatAreNotInTheZone(String owner) {
        Refusal refusal = refusalOf(record(owner, RecordType.TXT, "fine"));
        assertThat(refusal.problems()).extracting(Refusal.Problem::field).containsExactly("records[0].name");
    }

    @Test
    void takesOwnersAndTargetsAsPeopleWriteThem() {
        DomainSpec spec = check(spec(
                record("x.test", RecordType.MX, "010 Mail"),
                record("mail.x.test.", RecordType.A, "192.0.2.2"),
                record("Bücher", RecordType.CNAME, "@"),
                record("_DMARC", RecordType.TXT, "v=DMARC1"),
                record("b", RecordType.CNAME, "straße.example")));
        assertThat(spec.records())
                .containsExactly(
                        record("@", RecordType.MX, "10 mail.x.test."),
                        record("mail", RecordType.A, "192.0.2.2"),
                        record("xn--bcher-kva", RecordType.CNAME, "x.test."),
                        record("_dmarc", RecordType.TXT, "v=DMARC1"),
                        record("b", RecordType.CNAME, "xn--strae-oqa.example."));
    }

    @Test
    void refusesWhatANameServerWouldIgnore() {
        says("records[0].name", "record.alias-apex", record("@", RecordType.CNAME, "a.example.org"));
        says(
                "records[0].name",
                "record.alias-alone",
                record("w", RecordType.CNAME, "a.example.org"),
                record("w", RecordType.A, "192.0.2.1"));
        says(
                "records[1].value",
                "record.duplicate",
                record("w", RecordType.A, "192.0.2.1"),
                record("W.x.test", RecordType.A, "192.0.2.1"));
        says("records[0].value", "record.no-address", record("@", RecordType.MX, "10 mail"));
        says(
                "records[1].name",
                "record.below-delegation",
                record("s", RecordType.NS, "ns.example.org"),
                record("a.s", RecordType.TXT, "lost"));
        says("records[0].name", "record.needs-host", record("_a", RecordType.A, "192.0.2.1"));
        says(
                "records[1].ttl",
                "record.other-ttl",
                new DnsRecord("w", RecordType.A, 60, "192.0.2.1"),
                record("w", RecordType.A, "192.0.2.2"));
        says("records[0].ttl", "record.ttl", new DnsRecord("w", RecordType.A, -1, "192.0.2.1"));
    }

    @Test
    void addsTheUsualRecordsUnlessTheCustomerHasOwnOnes() {
        String usual = ZoneFile.render(ZoneContent.of(spec("x.test"), SETTINGS), 7);
        assertThat(usual.lines())
                .containsExactlyInAnyOrder(
                        "x.test. 3600 IN SOA ns1.provider.test. host\\.master.provider.test. 7 86400 7200 2419200 3600",
                        "x.test. 3600 IN NS ns1.provider.test.",
                        "x.test. 3600 IN NS ns2.provider.test.",
                        "x.test. 3600 IN MX 10 mx1.provider.test.",
                        "x.test. 3600 IN MX 20 mx2.provider.test.",
                        "x.test. 3600 IN A 192.0.2.10");
        DomainSpec own = spec(
                record("@", RecordType.AAAA, "2001:db8::1"),
                record("@", RecordType.MX, "5 mx.example.org."),
                record("@", RecordType.NS, "ns.example.org."));
        assertThat(ZoneFile.render(ZoneContent.of(own, SETTINGS), 7))
                .contains("NS ns.example.org.", "MX 5 mx.example.org.")
                .doesNotContain("NS ns1", "mx1.", "192.0.2.10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"",
                "\\",
                "a\\",
                "a;b",
                "(",
                "$GENERATE 1-9 a A 192.0.2.$",
                "$INCLUDE /etc/passwd",
                "ä€😀",
                "\\000",
                "@",
                "  "
            })
    void attack08KeepsEveryVisibleText(String text) {
        DomainSpec spec = check(spec(record("@", RecordType.TXT, text)));
        assertThat(spec.records().get(0).value()).isEqualTo(text);
        assertThat(ZoneFile.render(ZoneContent.of(spec, SETTINGS), 1).lines()).hasSize(7);
    }

    @Test
    void attack08SplitsLongTextIntoStringsThatFit() {
        String text = "é".repeat(400);
        DomainSpec spec = check(spec(record("@", RecordType.TXT, text)));
        assertThat(CharacterStrings.split(text))
                .extracting(piece -> piece.length)
                .containsExactly(255, 255, 255, 35);
        assertThat(ZoneFile.render(ZoneContent.of(spec, SETTINGS), 1)).contains("\\169\\195\" \"\\169\\195");
        refusalOf(record("@", RecordType.TXT, "x".repeat(4001)));
        refusalOf(record("@", RecordType.TXT, "a\nwww IN A 192.0.2.66"));
    }

    @Test
    void givesEachServerItsPart() throws Exception {
        Place primary = new Place(UUID.randomUUID(), "ns1", "192.0.2.1", Role.PRIMARY);
        Place secondary = new Place(UUID.randomUUID(), "ns2", "192.0.2.2", Role.SECONDARY);
        Wish<DomainSpec> wish = new Wish<>(UUID.randomUUID(), spec("x.test"), true, List.of(primary, secondary));
        assertThat(type.parameters(Verb.APPLY, wish, primary))
                .containsEntry("role", "primary")
                .containsEntry("secondaries", "192.0.2.2")
                .containsEntry("serial", "42")
                .containsEntry("active", "yes")
                .hasEntrySatisfying("zone", zone -> assertThat(zone).contains(" 42 86400"));
        assertThat(type.parameters(Verb.APPLY, wish, secondary))
                .containsEntry("role", "secondary")
                .containsEntry("primaries", "192.0.2.1")
                .doesNotContainKey("zone");
        assertThat(type.parameters(Verb.REMOVE, wish, primary)).isEqualTo(Map.of("domain", "x.test"));
        for (Verb verb : List.of(Verb.APPLY, Verb.CHECK, Verb.REMOVE)) {
            assertThat(declared(verb.word()))
                    .containsAll(type.parameters(verb, wish, primary).keySet())
                    .containsAll(type.parameters(verb, wish, secondary).keySet());
        }
    }

    @Test
    void saysWhatToEnterAtTheRegistrar() {
        Wish<DomainSpec> wish = new Wish<>(UUID.randomUUID(), spec("x.test"), true, List.of());
        assertThat(type.facts(wish))
                .containsExactly(
                        new ServiceType.Fact("name-server", "ns1.provider.test"),
                        new ServiceType.Fact("name-server", "ns2.provider.test"));
    }

    private void says(String field, String code, DnsRecord... records) {
        assertThat(refusalOf(records).problems())
                .anyMatch(problem ->
                        problem.field().equals(field) && problem.code().equals(code));
    }

    private Refusal refusalOf(DnsRecord... records) {
        return catchThrowableOfType(Refusal.class, () -> check(spec(records)));
    }

    private Refusal refusalOf(String domain) {
        return catchThrowableOfType(Refusal.class, () -> check(spec(domain)));
    }

    private static DomainSpec spec(String domain) {
        return new DomainSpec(domain, List.of());
    }

    private static DomainSpec spec(DnsRecord... records) {
        return new DomainSpec("x.test", new ArrayList<>(Arrays.asList(records)));
    }

    private static DnsRecord record(String name, RecordType type, String value) {
        return new DnsRecord(name, type, 0, value);
    }

    private class Known implements Neighbours {

        @Override
        public void hold(String name) {
            // one test at a time
        }

        @Override
        public Optional<Owned> living(String name) {
            return Optional.ofNullable(taken.get(name)).map(owner -> new Owned(name, owner));
        }

        @Override
        public List<Owned> below(String name) {
            return taken.entrySet().stream()
                    .filter(one -> one.getKey().endsWith("." + name))
                    .map(one -> new Owned(one.getKey(), one.getValue()))
                    .toList();
        }

        @Override
        public boolean carriesEmergencyAddress(String name) {
            return false;
        }
    }

    private static class OneSerial implements ZoneSerials {

        @Override
        public long serial(ZoneContent content) {
            return 42;
        }

        @Override
        public OptionalLong known(ZoneContent content) {
            return OptionalLong.of(42);
        }
    }
}
