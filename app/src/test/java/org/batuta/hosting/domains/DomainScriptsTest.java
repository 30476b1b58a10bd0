package org.batuta.hosting.domains;

import static org.assertj.core.api.Assertions.assertThat;

import org.batuta.servers.Park;
import org.batuta.servers.Ran;
import org.batuta.servers.ServiceScripts;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A primary and a secondary BIND made equal to what is wanted, and nothing lost when that fails (B06, B08). */
@WithServers
class DomainScriptsTest {

    private static final Ran DONE = new Ran(0, "", "");

    static TestServer first;
    static TestServer second;
    static ServiceScripts primary;
    static ServiceScripts secondary;

    @BeforeAll
    static void prepares(Park park) {
        var servers = park.servers("one", "two");
        first = servers.get(0);
        second = servers.get(1);
        primary = new ServiceScripts(first, "domains");
        secondary = new ServiceScripts(second, "domains");
        assertThat(primary.run("prepare")).isEqualTo(DONE);
        assertThat(secondary.run("prepare")).isEqualTo(DONE);
    }

    @Test
    void B06_letsTheSecondaryFollow() {
        assertThat(applyPrimary("follow.test", 1, zone("follow.test", 1))).isEqualTo(DONE);
        assertThat(applySecondary("follow.test", 1)).isEqualTo(DONE);
        assertThat(applyPrimary("follow.test", 2, zone("follow.test", 2))).isEqualTo(DONE);
        assertThat(applySecondary("follow.test", 2)).isEqualTo(DONE);
        assertThat(ask(second, "follow.test", "A")).isEqualTo("192.0.2.2\n");
        assertThat(ask(first, "follow.test", "A")).isEqualTo("192.0.2.2\n");
        assertThat(second.exec("dig", "@" + second.address(), "follow.test", "AXFR")
                        .out())
                .contains("Transfer failed");
    }

    @Test
    void B08_keepsTheLastGoodZoneWhenTheNewOneIsNotValid() {
        applyPrimary("good.test", 1, zone("good.test", 1)).orFail();
        String before = print(first);
        Ran ran = applyPrimary("good.test", 2, zone("good.test", 2) + "bad IN A 1.2.3\n");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).startsWith("the zone is not valid: ").contains("bad dotted quad");
        assertThat(applyPrimary("good.test", 9, zone("good.test", 2)).err())
                .isEqualTo("the zone does not carry the serial 9\n");
        assertThat(print(first)).isEqualTo(before);
        assertThat(ask(first, "good.test", "A")).isEqualTo("192.0.2.1\n");
    }

    @Test
    void changesNothingTheSecondTime() {
        applyPrimary("same.test", 1, zone("same.test", 1)).orFail();
        applySecondary("same.test", 1).orFail();
        String before = print(first) + print(second);
        assertThat(primary.run("prepare")).isEqualTo(DONE);
        assertThat(applyPrimary("same.test", 1, zone("same.test", 1))).isEqualTo(DONE);
        assertThat(applySecondary("same.test", 1)).isEqualTo(DONE);
        assertThat(print(first) + print(second)).isEqualTo(before);
    }

    @Test
    void finishesWhatWasLeftHalfDone() {
        applyPrimary("half.test", 1, zone("half.test", 1)).orFail();
        first.write("/etc/bind/batuta/zones/half.test", zone("half.test", 2)); // replaced, but never loaded
        assertThat(applyPrimary("half.test", 2, zone("half.test", 2))).isEqualTo(DONE);
        assertThat(ask(first, "half.test", "A")).isEqualTo("192.0.2.2\n");
        first.exec("rndc", "delzone", "half.test").orFail(); // its file is there, named does not know it
        assertThat(applyPrimary("half.test", 2, zone("half.test", 2))).isEqualTo(DONE);
        assertThat(ask(first, "half.test", "A")).isEqualTo("192.0.2.2\n");
    }

    @Test
    void checksWhatIsThereAndWhatIsGone() {
        String zone = zone("check.test", 1);
        assertThat(checkPrimary("check.test", 1, zone).out()).isEqualTo("named does not know the zone\n");
        applyPrimary("check.test", 1, zone).orFail();
        assertThat(checkPrimary("check.test", 1, zone)).isEqualTo(DONE);
        assertThat(checkPrimary("check.test", 1, zone + "x IN A 192.0.2.9\n"))
                .isEqualTo(new Ran(1, "the zone's file has another content\nwanted: x IN A 192.0.2.9\n", ""));
        assertThat(primary.run("check", "domain", "check.test", "gone", "yes").exit())
                .isEqualTo(1);
        assertThat(primary.run("remove", "domain", "check.test")).isEqualTo(DONE);
        assertThat(primary.run("remove", "domain", "check.test")).isEqualTo(DONE);
        assertThat(primary.run("check", "domain", "check.test", "gone", "yes")).isEqualTo(DONE);
        assertThat(ask(first, "check.test", "A")).isEmpty();
    }

    @Test
    void saysAllThatDiffersButNotForEver() {
        applyPrimary("differs.test", 1, zone("differs.test", 1)).orFail();
        String wanted = zone("differs.test", 2)
                + "x IN TXT \"%s\"\n".formatted("y".repeat(250)).repeat(100);
        Ran ran = checkPrimary("differs.test", 2, wanted);
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .startsWith("the zone's file has another content\n")
                .contains("real: @ IN A 192.0.2.1\n", "wanted: @ IN A 192.0.2.2\n", "\n... and more\n")
                .endsWith("named serves another version of the zone\nwanted: serial 2\nreal: serial 1\n");
        assertThat(ran.out().lines()).hasSizeLessThan(30).allMatch(line -> line.length() <= 300);
        first.exec("rm", "/etc/bind/batuta/zones/differs.test").orFail();
        assertThat(checkPrimary("differs.test", 1, zone("differs.test", 1)).out())
                .isEqualTo("the zone's file is missing\n");
    }

    @Test
    void asksToBeTriedAgainWhenThePrimaryDoesNotHaveTheZone() {
        Ran ran = applySecondary("early.test", 1);
        assertThat(ran.exit()).isEqualTo(75);
        assertThat(ran.err()).startsWith("the zone did not come from its primaries");
        assertThat(secondary.run("remove", "domain", "early.test")).isEqualTo(DONE);
    }

    @Test
    void attack09_refusesNamesThatAreNone() {
        for (String name :
                new String[] {"../x.test", "x.test\"; };", "-x.test", "x..test", "X.test", "x.test\n", "$(id).test"}) {
            assertThat(applyPrimary(name, 1, zone("x.test", 1)).err()).isEqualTo("this is no domain name\n");
            assertThat(primary.run("remove", "domain", name).err()).isEqualTo("this is no domain name\n");
        }
    }

    private static Ran applyPrimary(String domain, int serial, String zone) {
        return primary.run(
                "apply",
                "domain",
                domain,
                "role",
                "primary",
                "serial",
                "" + serial,
                "zone",
                zone,
                "secondaries",
                second.address());
    }

    private static Ran checkPrimary(String domain, int serial, String zone) {
        return primary.run(
                "check",
                "domain",
                domain,
                "role",
                "primary",
                "serial",
                "" + serial,
                "zone",
                zone,
                "secondaries",
                second.address());
    }

    private static Ran applySecondary(String domain, int serial) {
        return secondary.run(
                "apply", "domain", domain, "role", "secondary", "serial", "" + serial, "primaries", first.address());
    }

    private static String zone(String domain, int number) {
        return """
                $TTL 3600
                @ IN SOA ns1.%1$s. hostmaster.%1$s. ( %2$d 3600 600 86400 300 )
                @ IN NS ns1.%1$s.
                @ IN A 192.0.2.%2$d
                ns1 IN A %3$s
                """.formatted(domain, number, first.address());
    }

    private static String ask(TestServer server, String name, String type) {
        return server.exec("dig", "+short", "+tries=2", "+norec", "@" + server.address(), name, type)
                .orFail();
    }

    private static String print(TestServer server) {
        return server.exec("sh", "-c", "find /etc/bind -type f -exec sha256sum {} + | sort")
                .orFail();
    }
}
