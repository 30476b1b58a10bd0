package org.batuta.hosting.mailboxes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.Sha2Crypt;
import org.batuta.provider.MailDoor;
import org.batuta.servers.Park;
import org.batuta.servers.Ran;
import org.batuta.servers.ServiceScripts;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Postfix and Dovecot made equal to what is wanted; passwords only as verifiers, addresses only explicit (T03, T22). */
@WithServers
class MailboxScriptsTest {

    private static final Ran DONE = new Ran(0, "", "");
    private static final String NODE = "192.0.2.10";
    private static final String PROBE = verifier("of the probe");

    static TestServer server;
    static ServiceScripts scripts;
    static MailDoor mail;

    @BeforeAll
    static void prepares(Park park) {
        server = park.server("one");
        scripts = new ServiceScripts(server, "mailboxes");
        mail = new MailDoor(server);
        assertThat(prepare()).isEqualTo(DONE);
    }

    @Test
    void T03_startsWithoutPasswordAndTakesOnlyAVerifier() {
        assertThat(apply("new", 5, "yes")).isEqualTo(DONE);
        await(() -> !logsIn("new@mail.test", ""));
        String verifier = verifier("chosen");
        assertThat(setPassword("new", verifier).orFail())
                .isEqualTo("fingerprint=" + DigestUtils.sha256Hex(verifier) + "\n");
        await(() -> logsIn("new@mail.test", "chosen"));
        await(() -> !logsIn("new@mail.test", "other"));
        apply("new", 6, "yes").orFail();
        await(() -> logsIn("new@mail.test", "chosen"));
        assertThat(setPassword("new", "{PLAIN}x").exit()).isEqualTo(1);
        assertThat(setPassword("new", verifier + ":x").exit()).isEqualTo(1);
        assertThat(setPassword("nobody", verifier).err()).isEqualTo("this server has no mailbox nobody@mail.test\n");
    }

    @Test
    void c21ProvesThePresentPasswordOfWhatIsNotSuspendedAndChangesNothing() {
        apply("proven", 5, "yes").orFail();
        String strange = "{PLAIN}a:b $(id) *'\\\" ü";
        setPassword("proven", verifier(strange)).orFail();
        String before = server.read("/etc/dovecot/batuta/users");
        assertThat(prove("proven", strange)).isEqualTo(DONE);
        for (String other : List.of("x", strange + "x", strange.substring(1), verifier(strange))) {
            assertThat(prove("proven", other).exit()).as(other).isEqualTo(1);
        }
        assertThat(prove("nobody", strange).err())
                .isEqualTo(prove("proven", "x").err());
        assertThat(server.read("/etc/dovecot/batuta/users")).isEqualTo(before);
        apply("proven", 5, "no").orFail();
        assertThat(prove("proven", strange).exit()).isEqualTo(1);
    }

    @Test
    void suspendsWithoutLosingPasswordOrMail() {
        apply("pause", 5, "yes").orFail();
        setPassword("pause", verifier("kept")).orFail();
        deliver("pause@mail.test");
        assertThat(apply("pause", 5, "no")).isEqualTo(DONE);
        assertThat(check("pause", 5, "no")).isEqualTo(DONE);
        assertThat(check("pause", 5, "yes").exit()).isEqualTo(1);
        assertThat(mail.answerFor("pause@mail.test")).contains("550 5.1.1");
        await(() -> !logsIn("pause@mail.test", "kept"));
        assertThat(setPassword("pause", verifier("newer")).exit()).isZero();
        await(() -> !logsIn("pause@mail.test", "newer"));
        apply("pause", 5, "yes").orFail();
        await(() -> logsIn("pause@mail.test", "newer"));
        assertThat(measure("pause")).contains("messages=1\n");
    }

    @Test
    void T22_acceptsNoAddressThatIsNoRow() {
        apply("row", 5, "yes").orFail();
        assertThat(mail.answerFor("row@mail.test")).contains("250 2.1.5");
        assertThat(mail.answerFor("norow@mail.test")).contains("550 5.1.1");
        server.exec("sh", "-c", "id someone 2>/dev/null || useradd someone").orFail();
        assertThat(mail.answerFor(
                        "someone@" + server.exec("hostname", "-f").orFail().strip()))
                .contains("550 5.1.1");
        assertThat(mail.answerFor(
                        "row@" + server.exec("hostname", "-f").orFail().strip()))
                .contains("550 5.1.1");
    }

    @Test
    void enforcesTheQuotaAtTheDoor() {
        apply("small", 1, "yes").orFail();
        server.exec("sh", "-c", "head -c 1100000 /dev/zero | tr '\\0' x | fold -w 70 >/root/large")
                .orFail();
        server.exec("sh", "-c", "head -c 900000 /root/large | doveadm save -u small@mail.test")
                .orFail();
        await(() -> mail.answerFor("small@mail.test", 500_000).contains("552 5.2.2"));
        apply("small", 9, "yes").orFail();
        await(() -> mail.answerFor("small@mail.test", 500_000).contains("250 2.1.5"));
        assertThat(server.exec("doveadm", "quota", "get", "-u", "small@mail.test")
                        .orFail())
                .contains("9216");
    }

    @Test
    void isDoneOnlyWhenDovecotSeesTheChangeEvenTwoWithinOneSecond() {
        apply("quick", 1, "yes").orFail();
        for (int quota = 2; quota < 6; quota++) {
            apply("quick", quota, "yes").orFail();
            assertThat(server.exec("doveadm", "user", "quick@mail.test").out())
                    .containsPattern("quota_rule\\s+\\*:storage=" + quota + "M");
        }
    }

    @Test
    void letsProbesInFromTheNodesOnly() {
        apply("probed", 5, "yes").orFail();
        await(() -> authenticates("probed@mail.test*probe", "of the probe", NODE));
        assertThat(authenticates("probed@mail.test*probe", "of the probe", "192.0.2.99"))
                .isFalse();
        assertThat(authenticates("probed@mail.test*probe", "wrong", NODE)).isFalse();
    }

    @Test
    void changesNothingTheSecondTime() {
        apply("same", 5, "yes").orFail();
        setPassword("same", PROBE).orFail();
        String before = print();
        assertThat(prepare()).isEqualTo(DONE);
        assertThat(apply("same", 5, "yes")).isEqualTo(DONE);
        setPassword("same", PROBE).orFail();
        assertThat(print()).isEqualTo(before);
    }

    @Test
    void saysAllThatDiffersAndNothingSecret() {
        apply("differs", 5, "no").orFail();
        setPassword("differs", PROBE).orFail();
        assertThat(check("differs", 7, "yes")).isEqualTo(new Ran(1, """
                        the quota is another one
                        wanted: 7 MB
                        real: 5 MB
                        the mailbox is suspended
                        Postfix does not take mail for it
                        """, ""));
    }

    @Test
    void finishesWhatWasLeftHalfDone() {
        apply("half", 5, "yes").orFail();
        server.exec("rm", "/etc/postfix/batuta/mailboxes.db").orFail();
        server.write("/etc/postfix/batuta/domains.next", "left over");
        server.write("/etc/postfix/batuta/domains", "");
        assertThat(check("half", 5, "yes").out()).isEqualTo("Postfix does not take mail for it\n");
        assertThat(apply("half", 5, "yes")).isEqualTo(new Ran(0, "reload=due\n", ""));
        assertThat(check("half", 5, "yes")).isEqualTo(DONE);
        assertThat(mail.answerFor("half@mail.test")).contains("250 2.1.5");
    }

    @Test
    void t37SaysThatAReloadIsDueBeforeAnythingIsPutInPlace() {
        String map = "/etc/postfix/batuta/domains";
        apply("early", 5, "yes").orFail();
        server.write(map, "");
        server.exec("sh", "-c", "rm %1$s.db && mkdir %1$s.db".formatted(map)).orFail();
        try {
            Ran refused = apply("early", 5, "yes");
            assertThat(refused.err()).startsWith("cannot write the Postfix map " + map + ": it cannot be replaced");
            assertThat(refused.out()).isEqualTo("reload=due\n");
            assertThat(server.read(map)).isEmpty();
        } finally {
            server.exec("rmdir", map + ".db").orFail();
        }
        assertThat(apply("early", 5, "yes")).isEqualTo(new Ran(0, "reload=due\n", ""));
        assertThat(check("early", 5, "yes")).isEqualTo(DONE);
    }

    @Test
    void saysSoAndChangesNothingWhenThePostfixMapIsUnwritable() {
        apply("locked", 5, "yes").orFail();
        String before = print();
        String maps = "/etc/postfix/batuta";
        server.exec("sh", "-c", "mount --bind " + maps + " " + maps + " && mount -o remount,ro,bind " + maps)
                .orFail();
        try {
            Ran ran = apply("refused", 5, "yes");
            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err()).startsWith("cannot write the Postfix map /etc/postfix/batuta/mailboxes: ");
        } finally {
            server.exec("umount", maps).orFail();
        }
        assertThat(print()).isEqualTo(before);
        assertThat(apply("refused", 5, "yes")).isEqualTo(DONE);
    }

    @Test
    void attack33_removesItsOwnMailAndNothingBehindALink() {
        apply("gone", 5, "yes").orFail();
        deliver("gone@mail.test");
        server.exec("sh", "-c", "mkdir -m 777 -p /srv/victim && echo precious >/srv/victim/file")
                .orFail();
        server.exec("ln", "-s", "/srv/victim", "/var/vmail/mail.test/gone/link").orFail();
        assertThat(remove("gone")).isEqualTo(DONE);
        assertThat(remove("gone")).isEqualTo(DONE);
        assertThat(scripts.run(
                        "check",
                        "address",
                        "gone@mail.test",
                        "domain",
                        "mail.test",
                        "local_part",
                        "gone",
                        "gone",
                        "yes"))
                .isEqualTo(DONE);
        assertThat(mail.answerFor("gone@mail.test")).contains("550 5.1.1");
        server.exec("ln", "-sT", "/srv/victim", "/var/vmail/mail.test/linked").orFail();
        apply("linked", 5, "yes").orFail();
        assertThat(remove("linked")).isEqualTo(DONE);
        assertThat(server.read("/srv/victim/file")).isEqualTo("precious\n");
    }

    @Test
    void attack13_refusesAddressesThatAreNone() {
        for (String part : new String[] {"a:b", "a b", "../a", "-a", "a..b", "a\nb", "%d", "A", "a+b", "$(id)"}) {
            assertThat(apply(part, 5, "yes").err()).isEqualTo("this is no local part of an address\n");
            assertThat(remove(part).err()).isEqualTo("this is no local part of an address\n");
        }
    }

    private static Ran prepare() {
        return scripts.run("prepare", "nodes", NODE, "probe_user", "probe", "probe_verifier", PROBE);
    }

    private static Ran apply(String local, int quota, String active) {
        return scripts.run(
                "apply",
                "address",
                local + "@mail.test",
                "domain",
                "mail.test",
                "local_part",
                local,
                "quota_mb",
                "" + quota,
                "active",
                active);
    }

    private static Ran check(String local, int quota, String active) {
        return scripts.run(
                "check",
                "address",
                local + "@mail.test",
                "domain",
                "mail.test",
                "local_part",
                local,
                "quota_mb",
                "" + quota,
                "active",
                active);
    }

    private static Ran remove(String local) {
        return scripts.run("remove", "address", local + "@mail.test", "domain", "mail.test", "local_part", local);
    }

    private static Ran setPassword(String local, String verifier) {
        return scripts.run("set-password", "address", local + "@mail.test", "verifier", verifier);
    }

    private static Ran prove(String local, String present) {
        return scripts.run("prove", "address", local + "@mail.test", "present", present);
    }

    private static String measure(String local) {
        return scripts.run("measure", "address", local + "@mail.test", "domain", "mail.test", "local_part", local)
                .orFail();
    }

    private static String verifier(String password) {
        return "{SHA512-CRYPT}" + Sha2Crypt.sha512Crypt(password.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static boolean logsIn(String user, String password) {
        return authenticates(user, password, "192.0.2.77");
    }

    /** Dovecot looks at its files once a second. */
    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(deadline);
        }
    }

    private static boolean authenticates(String user, String password, String from) {
        return server.exec("doveadm", "auth", "test", "-x", "service=imap", "-x", "rip=" + from, user, password)
                        .exit()
                == 0;
    }

    private static void deliver(String address) {
        server.exec("sh", "-c", "printf 'Subject: one\\n\\ntext\\n' | doveadm save -u " + address)
                .orFail();
    }

    private static String print() {
        return server.exec("sh", "-c", "find /etc/postfix /etc/dovecot /etc/batuta -type f -exec sha256sum {} + | sort")
                .orFail();
    }
}
