package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a server tells of itself is read by its agreed form, shown and never believed; advice follows from it. */
class ServerFactsTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    @Test
    void aServerAsItShouldBeNeedsNothing() {
        ServerFacts facts = said("""
                uptime=3600
                memory_kib=8000000
                memory_free_kib=4000000
                disk=40000000 20000000 /
                sshd_usedns=no
                sshd_maxsessions=10
                sshd_maxstartups=10:30:100
                package=bind9 1:9.18.1""", Duration.ofMillis(900));
        assertThat(facts.advice()).isEmpty();
        assertThat(facts.upSince()).isEqualTo(NOON.minusSeconds(3600));
        assertThat(facts.packages()).containsEntry("bind9", "1:9.18.1");
        assertThat(facts.isReached()).isTrue();
        assertThat(ServerFacts.NONE.isReached()).isNull();
        assertThat(ServerFacts.NONE.advice()).isEmpty();
    }

    @Test
    void everythingThatCanBeMendedIsSaid() {
        ServerFacts facts = said("""
                memory_kib=8000000
                memory_free_kib=300000
                disk=40000000 900000 /var/vmail
                disk=40000000 900000 /var/vmail
                failed_unit=named.service
                sshd_usedns=yes
                sshd_maxsessions=4
                sshd_maxstartups=5:30:60
                reboot=required""", Duration.ofSeconds(-7));
        assertThat(facts.advice())
                .containsExactly(
                        new Advice("disk", List.of("/var/vmail", 2L, 878L)),
                        new Advice("clock", List.of(7L, "behind")),
                        new Advice("memory", List.of(292L)),
                        new Advice("units", List.of(1, "named.service")),
                        new Advice("use-dns", List.of()),
                        new Advice("max-sessions", List.of(4L)),
                        new Advice("max-startups", List.of("5:30:60")),
                        new Advice("reboot", List.of()));
    }

    @Test
    void aLargeDiskIsNotNearlyFullWithMuchRoom() {
        assertThat(said("disk=4000000000 200000000 /srv", null).advice()).isEmpty();
    }

    @Test
    void whatIsNotOfTheAgreedFormIsLeftOutOrMadeVisible() {
        ServerFacts facts = said(
                "disk=x y /\ndisk=1 2\nuptime=99999999999999999999\nsystem=\u001b[31mred\u202e" + "x".repeat(500)
                        + "\nnonsense\n=\npackage=one\nsshd_maxsessions=-1\nsshd_maxstartups=lots",
                null);
        assertThat(facts.disks()).isEmpty();
        assertThat(facts.packages()).isEmpty();
        assertThat(facts.upSince()).isNull();
        assertThat(facts.text("system")).startsWith("\\x1b[31mred\\u202e").hasSizeLessThan(220);
        assertThat(facts.advice()).isEmpty();
    }

    private static ServerFacts said(String text, @Nullable Duration off) {
        return ServerFacts.of(NOON, NOON, text, Duration.ofMillis(20), off, null);
    }
}
