package org.batuta.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.accounts.StaffRole;
import org.batuta.audit.Audit;
import org.batuta.audit.AuditEntry;
import org.batuta.configuration.Settings.Setting;
import org.batuta.provider.As;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.domain.Pageable;

/** The configuration as administrators read and change it at the desk (T26, T36). */
@BatutaTest
@SuppressWarnings("NullAway.Init")
class ConfigurationPagesTest {

    private static final String HARMLESS = "/desk/configuration/catalogue?of=harmless";
    private static final String POST = "/desk/configuration/catalogue";

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private Catalogues catalogues;

    @Autowired
    private CatalogueRows rows;

    @Autowired
    private Audit audit;

    @Autowired
    private ObjectMapper json;

    private final String key = "tried-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void t26AnAdministratorReadsWhatIsInForceWhereItCameFromAndWhatItMeans() {
        String page = read(staff(StaffRole.ADMINISTRATOR), "/desk/configuration");

        assertThat(page)
                .contains("batuta.orchestration.lease", "BATUTA_LEASE", "spring.datasource.url", "BATUTA_DB_URL")
                .contains("release", "Harmless complaints", "Looks of secrets", "Symptoms")
                .doesNotContain("??");
    }

    @Test
    void t26SecretsAreNotShownButThatTheyAreSetIs() throws IOException {
        Map<String, List<Setting>> all = settings(Map.of(
                "BATUTA_DB_PASSWORD", "tiger",
                "BATUTA_METRICS_TOKEN", "a-token-of-more-than-thirty-two-characters",
                "BATUTA_DB_URL", "jdbc:postgresql://ada:lion@db.example.org/batuta?password=puma&ssl=true"));

        assertThat(all.toString()).doesNotContain("tiger", "a-token-of", "lion", "puma");
        assertThat(one(all, "spring", "spring.datasource.password").value()).isEqualTo("***");
        assertThat(one(all, "security", "batuta.security.metrics-token").value())
                .isEqualTo("***");
        assertThat(one(all, "spring", "spring.datasource.url").value())
                .isEqualTo("jdbc:postgresql://ada:***@db.example.org/batuta?password=***&ssl=true");
        assertThat(one(all, "database", "batuta.database.owner-password").value())
                .isNull();
    }

    @Test
    void t26EachSettingOfOursSaysWhatItMeans() throws IOException {
        assertThat(settings(Map.of()).values().stream().flatMap(List::stream))
                .filteredOn(setting -> setting.name().startsWith("batuta."))
                .hasSizeGreaterThan(70)
                .allSatisfy(setting -> assertThat(setting.meaning())
                        .as(setting.name())
                        .isNotBlank()
                        .doesNotContain("{@"));
    }

    @Test
    void t26AMistypedVariableIsNamed() throws IOException {
        Settings settings = new Settings(
                SourcesTest.sources(Map.of(
                        "BATUTA_LAESE", "10s", "BATUTA_LEASE", "10s", "BATUTA_ORCHESTRATION_HARMLESS_NEW", "^x$")),
                catalogues,
                json);

        assertThat(As.administrator().get(settings::unknown)).containsExactly("BATUTA_LAESE");
    }

    @Test
    void t36AnEntryIsAddedReplacedTakenOutAndTakenBack() {
        Visitor administrator = staff(StaffRole.ADMINISTRATOR);
        String release = catalogueOf("locale");

        put(administrator, "locale", "^only this$");
        assertThat(read(administrator, HARMLESS)).contains("^only this$", "Without the desk: ");
        assertThat(inForce()).containsEntry("locale", "^only this$").doesNotContainValue(release);

        administrator.post(POST + "/out", Map.of("of", "harmless", "key", "locale"));
        assertThat(inForce()).doesNotContainKey("locale").containsKey("debconf");

        administrator.post(POST + "/back", Map.of("of", "harmless", "key", "locale"));
        assertThat(inForce()).containsEntry("locale", release);

        put(administrator, key, "^new$");
        assertThat(inForce().keySet()).first().isEqualTo(key);
        administrator.post(POST + "/out", Map.of("of", "harmless", "key", key));
        assertThat(inForce()).doesNotContainKey(key);
        assertThat(audited("locale"))
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(entry -> assertThat(entry.login()).isNotBlank());
    }

    @Test
    void t36WhatIsSaidAtOneNodeCountsAtAnotherWithinSeconds() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        Catalogue<String> there = elsewhere(now);
        assertThat(there.byKey()).doesNotContainKey(key);

        put(staff(StaffRole.ADMINISTRATOR), key, "^elsewhere$");

        now.updateAndGet(time -> time.plus(Catalogue.STALE).plus(Duration.ofMillis(1)));
        assertThat(there.byKey()).containsEntry(key, "^elsewhere$");
        rows.drop("batuta.orchestration.harmless", key);
    }

    @Test
    void t36WhatCannotBeReadIsRefusedAtItsField() {
        Visitor administrator = staff(StaffRole.ADMINISTRATOR);
        Map<String, String> wrong = Map.of(
                "(",
                "something is wrong at its character",
                "(a+)+b",
                "keep us busy",
                "",
                "value-problem",
                "x".repeat(1001),
                "at most 1,000 characters");
        wrong.forEach((value, said) -> {
            HttpResponse<String> answer =
                    administrator.post(POST, Map.of("of", "harmless", "key", key, "value", value));
            assertThat(answer.body()).as(value).contains("value-problem", said);
        });
        for (String bad : List.of("", "Upper", "two words", "-", "a--b", "x".repeat(41))) {
            HttpResponse<String> answer =
                    administrator.post(POST, Map.of("of", "harmless", "key", bad, "value", "^x$"));
            assertThat(answer.body()).as(bad).contains("key-problem");
        }
        assertThat(inForce()).doesNotContainKey(key);
    }

    @Test
    void othersOfTheStaffNeitherReadNorChangeIt() {
        for (StaffRole role : Set.of(StaffRole.OPERATOR, StaffRole.MANAGER)) {
            Visitor visitor = staff(role);
            assertThat(visitor.get("/desk/configuration").statusCode()).isEqualTo(403);
            assertThat(visitor.get(HARMLESS).statusCode()).isEqualTo(403);
            assertThat(visitor.post(POST, Map.of("of", "harmless", "key", key, "value", "^x$"))
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(inForce()).doesNotContainKey(key);
    }

    private Map<String, String> inForce() {
        return elsewhere(new AtomicReference<>(Instant.now())).byKey();
    }

    private String catalogueOf(String key) {
        return java.util.Objects.requireNonNull(inForce().get(key));
    }

    /** The same catalogue as another node has it. */
    private Catalogue<String> elsewhere(AtomicReference<Instant> now) {
        Clock clock = new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
                return Objects.requireNonNull(now.get());
            }
        };
        try {
            return new Catalogues(SourcesTest.sources(Map.of()), rows, audit, clock)
                    .open("batuta.orchestration.harmless", text -> text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<AuditEntry> audited(String key) {
        UUID id = UUID.nameUUIDFromBytes(
                ("batuta.orchestration.harmless." + key).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return audit.search(org.batuta.audit.AuditSearch.of("setting", id), Pageable.ofSize(10))
                .getContent();
    }

    private Map<String, List<Setting>> settings(Map<String, Object> variables) throws IOException {
        Settings settings = new Settings(SourcesTest.sources(variables), catalogues, json);
        return As.administrator().get(settings::all);
    }

    private static Setting one(Map<String, List<Setting>> all, String module, String name) {
        return all.getOrDefault(module, List.of()).stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void put(Visitor visitor, String name, String value) {
        assertThat(visitor.post(POST, Map.of("of", "harmless", "key", name, "value", value))
                        .statusCode())
                .isEqualTo(302);
    }

    private static String read(Visitor visitor, String address) {
        HttpResponse<String> answer = visitor.get(address);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private Visitor staff(StaffRole role) {
        Visitor visitor = new Visitor(port);
        visitor.login(cast.aMemberOfStaff(role).login(), Visitor.PASSWORD);
        return visitor;
    }
}
