package org.batuta.hosting.systemusers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.Sha2Crypt;
import org.batuta.provider.MailDoor;
import org.batuta.provider.ShellProgram;
import org.batuta.servers.Park;
import org.batuta.servers.Ran;
import org.batuta.servers.ServiceScripts;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A stock Debian made equal to what is wanted of its users (T03, T22, T31). */
@WithServers
class SystemUserScriptsTest {

    private static final Ran DONE = new Ran(0, "", "");
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPyBO9VdI4Ssu9NAWYvo5jhzQrOSRSa4qJ5oXwVRzNUm";

    static TestServer server;
    static ServiceScripts scripts;
    static MailDoor mail;

    @BeforeAll
    static void prepares(Park park) {
        server = park.server("one");
        scripts = new ServiceScripts(server, "systemusers");
        mail = new MailDoor(server);
        assertThat(prepare()).isEqualTo(DONE);
    }

    @Test
    void t03T31StartsWithoutPasswordAndTakesOnlyAVerifierAsTheSystemKeepsIt() {
        assertThat(apply("new", "commands", "yes")).isEqualTo(DONE);
        assertThat(as("new", "!").getsIn()).isFalse();
        String verifier = verifier("chosen here");

        assertThat(setPassword("new", verifier).orFail())
                .isEqualTo("fingerprint=" + DigestUtils.sha256Hex(verifier) + "\n");

        assertThat(as("new", "chosen here").says("id -un")).isEqualTo("new");
        assertThat(as("new", "another").getsIn()).isFalse();
        assertThat(setPassword("new", "{PLAIN}x").exit()).isEqualTo(1);
        assertThat(setPassword("new", verifier + ":x").exit()).isEqualTo(1);
        assertThat(setPassword("nobody", verifier).err()).isEqualTo("this server has no user nobody\n");
    }

    @Test
    void t03KeepsThePasswordThatTheUserChangedOnTheServer() {
        apply("own", "commands", "yes").orFail();
        setPassword("own", verifier("by the panel")).orFail();
        server.feed("own:by the user".getBytes(StandardCharsets.UTF_8), "chpasswd", "-c", "SHA512")
                .orFail();

        apply("own", "files", "yes").orFail();
        apply("own", "commands", "no").orFail();
        apply("own", "commands", "yes").orFail();

        assertThat(as("own", "by the user").says("id -un")).isEqualTo("own");
        assertThat(as("own", "by the panel").getsIn()).isFalse();
    }

    @Test
    void movesFilesAndGivesNoCommandUnlessItMay() {
        apply("mover", "files", "yes").orFail();
        setPassword("mover", verifier("moves")).orFail();
        assertThat(as("mover", "moves").movesFiles()).isTrue();
        assertThat(as("mover", "moves").says("echo command")).doesNotContain("command");
        assertThat(check("mover", "files", "yes")).isEqualTo(DONE);
        assertThat(check("mover", "commands", "yes").exit()).isEqualTo(1);

        assertThat(apply("mover", "commands", "yes")).isEqualTo(DONE);

        assertThat(as("mover", "moves").movesFiles()).isTrue();
        assertThat(as("mover", "moves").says("echo command")).isEqualTo("command");
        assertThat(check("mover", "commands", "yes")).isEqualTo(DONE);
    }

    @Test
    void suspendsWithoutLosingPasswordOrFilesAndEndsWhatRuns() {
        apply("pause", "commands", "yes").orFail();
        setPassword("pause", verifier("kept")).orFail();
        as("pause", "kept").says("echo mine > file; setsid sleep 987654 >/dev/null 2>&1 &");
        assertThat(server.processes("sleep 987654")).hasSize(1);

        assertThat(apply("pause", "commands", "no")).isEqualTo(DONE);

        assertThat(server.processes("sleep 987654")).isEmpty();
        assertThat(as("pause", "kept").getsIn()).isFalse();
        assertThat(check("pause", "commands", "no")).isEqualTo(DONE);
        assertThat(check("pause", "commands", "yes").exit()).isEqualTo(1);
        setPassword("pause", verifier("newer")).orFail();
        assertThat(as("pause", "newer").getsIn()).isFalse();
        apply("pause", "commands", "yes").orFail();
        assertThat(as("pause", "newer").says("cat file")).isEqualTo("mine");
    }

    @Test
    void t22AUserIsNoAddress() {
        apply("unposted", "files", "yes").orFail();
        String host = server.exec("hostname", "-f").orFail().strip();

        assertThat(mail.answerFor("unposted@" + host)).contains("550 5.1.1");
        assertThat(mail.answerFor("root@" + host)).contains("550 5.1.1");
        assertThat(mail.answerFor("postmaster@" + host)).contains("250 2.1.5");
    }

    @Test
    void touchesNoUserOfTheServerItself() {
        server.exec("sh", "-c", "id ours 2>/dev/null || useradd -m -s /bin/bash ours")
                .orFail();
        server.exec("sh", "-c", "getent group team || groupadd team; mkdir -p /home/left")
                .orFail();
        String before = server.read("/etc/passwd");
        for (String foreign : new String[] {"root", "daemon", "ours"}) {
            assertThat(apply(foreign, "commands", "yes").err())
                    .isEqualTo(foreign + " is a user of the server itself\n");
            assertThat(setPassword(foreign, verifier("x")).exit()).isEqualTo(1);
            assertThat(remove(foreign)).isEqualTo(DONE);
            assertThat(gone(foreign)).isEqualTo(DONE);
        }
        assertThat(apply("team", "files", "yes").err()).isEqualTo("team is a group of the server itself\n");
        assertThat(apply("left", "files", "yes").err())
                .isEqualTo("/home/left is there already and belongs to nobody of ours\n");
        assertThat(remove("team")).isEqualTo(DONE);
        assertThat(server.exec("getent", "group", "team").exit()).isZero();
        assertThat(server.read("/etc/passwd")).isEqualTo(before);
    }

    @Test
    void removesWhatItHasAndRunsAndGivesItsNumberToNobody() {
        apply("leaver", "commands", "yes").orFail();
        setPassword("leaver", verifier("leaves")).orFail();
        as("leaver", "leaves").says("ln -s /etc/passwd link; setsid sleep 876543 >/dev/null 2>&1 &");
        String number = server.exec("id", "-u", "leaver").orFail().strip();

        assertThat(remove("leaver")).isEqualTo(DONE);

        assertThat(gone("leaver")).isEqualTo(DONE);
        assertThat(server.processes("sleep 876543")).isEmpty();
        assertThat(server.exec("ls", "/home/leaver").exit()).isNotZero();
        assertThat(server.exec("getent", "group", "leaver").exit()).isNotZero();
        assertThat(server.read("/etc/passwd")).contains("root:");
        assertThat(remove("leaver")).isEqualTo(DONE);
        apply("leaver", "commands", "yes").orFail();
        assertThat(server.exec("id", "-u", "leaver").orFail().strip()).isNotEqualTo(number);
    }

    @Test
    void aHomeIsNobodyElses() {
        apply("shut", "commands", "yes").orFail();
        setPassword("shut", verifier("shut")).orFail();
        apply("curious", "commands", "yes").orFail();
        setPassword("curious", verifier("curious")).orFail();
        as("shut", "shut").says("echo private > file");

        assertThat(as("curious", "curious").says("cat /home/shut/file; ls /home/shut"))
                .isEmpty();
        assertThat(as("shut", "shut").says("cat file")).isEqualTo("private");
    }

    @Test
    void attack33RemovesNothingBehindALink() {
        apply("trap", "commands", "yes").orFail();
        server.exec(
                        "sh",
                        "-c",
                        "rm -rf /home/trap; mkdir -p /srv/prey; touch /srv/prey/file; ln -s /srv/prey /home/trap")
                .orFail();

        assertThat(remove("trap").err()).isEqualTo("/home/trap is a link; nothing behind it was deleted\n");

        assertThat(server.exec("ls", "/srv/prey").orFail()).isEqualTo("file\n");
        server.exec("rm", "/home/trap").orFail();
        assertThat(remove("trap")).isEqualTo(DONE);
    }

    @Test
    void finishesWhatWasLeftHalfDone() {
        server.exec("useradd", "-M", "-d", "/home/half", "-c", "batuta", "-s", "/usr/sbin/nologin", "half")
                .orFail();
        server.exec("sh", "-c", "mkdir -p /home/.batuta-new/rest").orFail();

        assertThat(apply("half", "files", "yes")).isEqualTo(DONE);

        assertThat(check("half", "files", "yes")).isEqualTo(DONE);
        assertThat(server.exec("sh", "-c", "ls -a /home/half").orFail())
                .contains(".profile")
                .doesNotContain("rest");
    }

    @Test
    void changesNothingTheSecondTime() {
        apply("twice", "files", "yes").orFail();
        setPassword("twice", verifier("twice")).orFail();
        String before = print();

        assertThat(prepare()).isEqualTo(DONE);
        assertThat(apply("twice", "files", "yes")).isEqualTo(DONE);

        assertThat(print()).isEqualTo(before);
        assertThat(scripts.run("measure", "user", "twice").orFail()).matches("used_bytes=[1-9]\\d*\n");
    }

    @Test
    void saysAllThatDiffersAndNothingSecret() {
        apply("drifted", "commands", "yes").orFail();
        setPassword("drifted", verifier("drifted")).orFail();
        server.exec("usermod", "-s", "/bin/sh", "drifted").orFail();
        server.exec("gpasswd", "-a", "drifted", "batuta-suspended").orFail();

        Ran ran = check("drifted", "commands", "yes");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out())
                .contains("the shell is another one\nwanted: /bin/bash\nreal: /bin/sh\n")
                .contains("the user is suspended")
                .doesNotContain("$6$");
        apply("drifted", "commands", "yes").orFail();
        assertThat(check("drifted", "commands", "yes")).isEqualTo(DONE);
    }

    @Test
    void attack13RefusesNamesThatAreNone() {
        for (String name :
                new String[] {"-rf", "a b", "A", "a/b", "../x", "a:b", "a$(id)", "ä", "a".repeat(33), "1a"}) {
            assertThat(apply(name, "files", "yes").err()).as(name).isEqualTo("this is no name of a user\n");
            assertThat(remove(name).err()).as(name).isEqualTo("this is no name of a user\n");
        }
        assertThat(apply("kind", "all", "yes").err()).isEqualTo("this is no kind of access\n");
    }

    private static Ran prepare() {
        return scripts.run("prepare", "nodes", "192.0.2.10 192.0.2.11", "probe_key", KEY);
    }

    private static Ran apply(String user, String access, String active) {
        return scripts.run("apply", "user", user, "access", access, "active", active);
    }

    private static Ran check(String user, String access, String active) {
        return scripts.run("check", "user", user, "access", access, "active", active);
    }

    private static Ran gone(String user) {
        return scripts.run("check", "user", user, "gone", "yes");
    }

    private static Ran remove(String user) {
        return scripts.run("remove", "user", user);
    }

    private static Ran setPassword(String user, String verifier) {
        return scripts.run("set-password", "user", user, "verifier", verifier);
    }

    private static ShellProgram as(String user, String password) {
        return new ShellProgram(server.address(), user, password);
    }

    private static String verifier(String password) {
        return "{SHA512-CRYPT}" + Sha2Crypt.sha512Crypt(password.getBytes(StandardCharsets.UTF_8));
    }

    private static String print() {
        return server.exec(
                        "sh",
                        "-c",
                        "find /etc/passwd /etc/shadow /etc/group /etc/ssh /etc/batuta /etc/postfix -type f -exec sha256sum {} + | sort")
                .orFail();
    }
}
