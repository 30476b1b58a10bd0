package org.batuta.servers;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** One real server of a {@link Park}. What is done here is done by the administrator at its console, not over the network. */
public final class TestServer {

    /** Where a server keeps what it logs, stores, puts aside and remembers of a shell. */
    public static final List<String> KEPT =
            List.of("/var", "/tmp", "/run", "/dev/shm", "/root", "/home", "/etc", "/usr/local", "/opt", "/srv");

    private final Park park;
    private final String name;
    private final String address;

    TestServer(Park park, String name, String address) {
        this.park = park;
        this.name = name;
        this.address = address;
    }

    /** Its short name, which is also its host name. */
    public String name() {
        return name;
    }

    /** Its IPv4 address, the same after every start. */
    public String address() {
        return address;
    }

    /** Runs a command as root on the server. */
    public Ran exec(String... command) {
        return feed(new byte[0], command);
    }

    /** Runs a command as root on the server, with this standard input. */
    public Ran feed(byte[] input, String... command) {
        String[] words =
                Stream.concat(Stream.of("exec", name), Stream.of(command)).toArray(String[]::new);
        return park.command(words).run(input);
    }

    /** Writes a file on the server, which is root's and readable for all. */
    public void write(String path, String content) {
        feed(content.getBytes(StandardCharsets.UTF_8), "sh", "-c", "cat > \"$1\"", "write", path)
                .orFail();
    }

    /** The content of a file on the server. */
    public String read(String path) {
        return exec("cat", path).orFail();
    }

    /** The files with any of these texts wherever a server keeps anything; each character is one byte. */
    public List<String> filesWith(Collection<String> texts) {
        String[] search = Stream.concat(
                        Stream.of("env", "LC_ALL=C", "grep", "-rlsaF", "-D", "skip", "-f", "-", "--"), KEPT.stream())
                .toArray(String[]::new);
        return feed(lines(texts), search).out().lines().toList();
    }

    private static byte[] lines(Collection<String> texts) {
        return String.join("\n", texts).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The command lines of processes on the server that match an extended regular expression; empty when there are none. */
    public List<String> processes(String pattern) {
        Ran ran = exec("pgrep", "--full", "--list-full", "--", pattern);
        if (ran.exit() > 1) {
            throw new AssertionError(ran.err());
        }
        return ran.out().lines().toList();
    }

    /** Pulls its network cable: packets vanish silently, connections stay open. */
    public void cutLink() {
        ask("cut");
    }

    /** Puts the network cable back. */
    public void restoreLink() {
        ask("join");
    }

    /** Lets so many of a hundred packets to it and from it vanish, each by chance. */
    public void losePackets(int percent) {
        Machine.needs("nftables");
        ask("lose", String.valueOf(percent));
    }

    /** Lets no more than so many kilobits a second through, each way; 0 for as many as come. */
    public void slowLink(int kilobits) {
        ask("slow", String.valueOf(kilobits));
    }

    /** Powers it off in an orderly way. */
    public void stop() {
        ask("stop");
    }

    /** Cuts its power: every process dies at once. */
    public void crash() {
        ask("crash");
    }

    /** Boots it again after {@link #stop} or {@link #crash}; returns when its services answer. */
    public void start() {
        ask("up");
    }

    /** Reboots it; returns when its services answer. */
    public void reboot() {
        ask("reboot");
    }

    private void ask(String verb, String... more) {
        park.command(Stream.concat(Stream.of(verb, name), Stream.of(more)).toArray(String[]::new))
                .run(new byte[0])
                .orFail();
    }

    @Override
    public String toString() {
        return name + " (" + address + ")";
    }
}
