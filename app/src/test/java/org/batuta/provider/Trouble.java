package org.batuta.provider;

import org.batuta.servers.TestServer;

/** Something that is wrong on a server until it is mended. */
public final class Trouble implements AutoCloseable {

    private final TestServer server;
    private final String mend;
    private boolean mended;

    private Trouble(TestServer server, String make, String mend) {
        this.server = server;
        this.mend = mend;
        server.exec("bash", "-c", make).orFail();
    }

    /** A folder that nobody can write into. */
    public static Trouble unwritable(TestServer server, String folder) {
        return new Trouble(
                server,
                "mount --bind %1$s %1$s && mount -o remount,ro,bind %1$s".formatted(folder),
                "umount " + folder);
    }

    /** A name server that answers nobody but itself, although it has the zones. */
    public static Trouble deaf(TestServer server) {
        String options = "/etc/bind/batuta/options.conf";
        return new Trouble(
                server,
                "echo 'allow-query { localhost; };' >>" + options + " && rndc reconfig",
                "sed -i '/^allow-query/d' " + options + " && rndc reconfig");
    }

    /** A Postfix that runs, but would not with the settings that somebody has left there. */
    public static Trouble wrongSettings(TestServer server) {
        String settings = "/etc/postfix/master.cf";
        return new Trouble(server, "echo 'no such service' >>" + settings, "sed -i '/^no such service/d' " + settings);
    }

    /** A Dovecot that is stopped: nobody reads mail there, and none is put into mailboxes. */
    public static Trouble stoppedDovecot(TestServer server) {
        return new Trouble(server, "systemctl stop dovecot.socket dovecot.service", "systemctl start dovecot.service");
    }

    /** A mail server that takes mail and does not find the way into its mailboxes. */
    public static Trouble undelivered(TestServer server) {
        String door = "/var/spool/postfix/private/dovecot-lmtp";
        return new Trouble(
                server, "mv -T %1$s %1$s.away".formatted(door), "mv -T %1$s.away %1$s && postqueue -f".formatted(door));
    }

    /** Somebody who holds the lock of the name server's zones and does not let go. */
    public static Trouble locked(TestServer server) {
        return new Trouble(
                server,
                "setsid flock /etc/bind/batuta/lock sleep 4711 >/dev/null 2>&1 & "
                        + "until pgrep -xf 'sleep 4711'; do sleep 0.05; done",
                "pkill -xf 'sleep 4711'; while pgrep -f ^flock.*4711; do sleep 0.05; done");
    }

    /** Somebody who holds the lock of the mailboxes and does not let go. */
    public static Trouble heldMailboxes(TestServer server) {
        return new Trouble(
                server,
                "setsid flock /etc/dovecot/batuta/lock sleep 4712 >/dev/null 2>&1 & "
                        + "until pgrep -xf 'sleep 4712'; do sleep 0.05; done",
                "pkill -xf 'sleep 4712'; while pgrep -f ^flock.*4712; do sleep 0.05; done");
    }

    /** A mail server that answers nobody whether a password is right. */
    public static Trouble silentLogins(TestServer server) {
        return new Trouble(
                server, "doveadm auth test nobody nothing || true; pkill -STOP -x auth", "pkill -CONT -x auth");
    }

    /** A name server that does not hear one of its askers. */
    public static Trouble mute(TestServer server, String asker) {
        String options = "/etc/bind/batuta/options.conf";
        return new Trouble(
                server,
                "echo 'blackhole { %s; };' >>%s && rndc reconfig".formatted(asker, options),
                "sed -i '/^blackhole/d' " + options + " && rndc reconfig");
    }

    /** A server that knows us as attackers and hangs up on us, as fail2ban makes it do. */
    public static Trouble banned(TestServer server) {
        return new Trouble(
                server,
                "echo 'sshd: ALL' >>/etc/hosts.deny; pkill -KILL -f '^sshd: batuta' || true",
                "sed -i '/^sshd: ALL/d' /etc/hosts.deny");
    }

    /** Somebody who brings a release, and lets nobody else do that meanwhile. */
    public static Trouble installing(TestServer server) {
        return new Trouble(
                server,
                "setsid flock /usr/local/lib/batuta/.installing sleep 4714 >/dev/null 2>&1 & "
                        + "until pgrep -xf 'sleep 4714'; do sleep 0.05; done",
                "pkill -xf 'sleep 4714'; while pgrep -f ^flock.*4714; do sleep 0.05; done");
    }

    /** Scripts of stubborn services that do something else for this verb. */
    public static Trouble instead(TestServer server, String verb, String deed) {
        String file = "/root/stubborn." + verb;
        return new Trouble(server, "cat >%s <<'END'\n%s\nEND".formatted(file, deed), "rm " + file);
    }

    /** Mends it; a second time does nothing. */
    public void mend() {
        if (!mended) {
            server.exec("bash", "-c", mend).orFail();
            mended = true;
        }
    }

    @Override
    public void close() {
        mend();
    }
}
