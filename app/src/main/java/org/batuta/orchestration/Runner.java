package org.batuta.orchestration;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Speaks to the runner on a server. What it answers is the journal's word: nothing here guesses. */
@Component
class Runner {

    private static final Duration TALK = Duration.ofSeconds(15);
    private static final Duration KILL = Duration.ofSeconds(45);
    private static final Duration INSTALL = Duration.ofSeconds(60);
    private static final byte[] NOTHING = {};

    private final Ssh ssh;

    Runner(Ssh ssh) {
        this.ssh = ssh;
    }

    /**
     * Hands over runs, which the server carries out in order whatever becomes of us, and tells each answer as it
     * comes; those that take longer than {@code patience} are RUNNING. The same run handed over twice runs once.
     */
    void run(Target target, List<Entry> entries, Duration patience, Consumer<Frame> answer)
            throws NotReached, LineBroken, HostKeyChanged {
        byte[] wire = Entry.wire(entries);
        try {
            ssh.exchange(target, Door.OPERATE, "run " + patience.toSeconds(), wire, patience.plus(TALK), in -> {
                for (Entry entry : entries) {
                    answer.accept(Frame.read(in, entry.id()));
                }
                return entries.size();
            });
        } finally {
            Arrays.fill(wire, (byte) 0);
        }
    }

    /** What is new past these offsets, at once if there is something, else after at most {@code patience}. */
    Frame attach(Target target, String id, long out, long err, Duration patience)
            throws NotReached, LineBroken, HostKeyChanged {
        return ask(target, id, "attach %s %d %d %d".formatted(id, out, err, patience.toSeconds()), patience.plus(TALK));
    }

    /** Ends everything that the run started and tells what it was; it never begins after this. */
    Frame kill(Target target, String id) throws NotReached, LineBroken, HostKeyChanged {
        return ask(target, id, "kill " + id, KILL);
    }

    /** Journals of runs that ended that long ago go; until then no run of that name can begin again. */
    void collect(Target target, int days) throws NotReached, LineBroken, HostKeyChanged {
        ask(target, "gc", "gc " + days, TALK);
    }

    /** How the server and its runner are. */
    Health check(Target target, Door door) throws NotReached, LineBroken, HostKeyChanged {
        return Health.of(ssh.exchange(target, door, "check", NOTHING, TALK, in -> Frame.read(in, "check")));
    }

    /** What the server tells of itself, as {@code name=value} lines; nothing of it may be believed. */
    String facts(Target target) throws NotReached, LineBroken, HostKeyChanged {
        Frame frame = ask(target, "facts", "facts", TALK);
        return new String(frame.out(), StandardCharsets.UTF_8);
    }

    /**
     * Adds the scripts of the archive to what the server knows and lets its runner take over from the present one, which
     * proves it and comes back if it fails; removes nothing.
     */
    Frame install(Target target, byte[] archive) throws NotReached, LineBroken, HostKeyChanged {
        String sum = Release.sum(archive);
        return ssh.exchange(target, Door.ENROL, "install " + sum, archive, INSTALL, in -> Frame.read(in, "install"));
    }

    /** This script is no longer run there. */
    void forget(Target target, String sha256) throws NotReached, LineBroken, HostKeyChanged {
        ssh.exchange(target, Door.ENROL, "forget " + sha256, NOTHING, TALK, in -> Frame.read(in, "forget"));
    }

    private Frame ask(Target target, String id, String command, Duration limit)
            throws NotReached, LineBroken, HostKeyChanged {
        return ssh.exchange(target, Door.OPERATE, command, NOTHING, limit, in -> Frame.read(in, id));
    }
}
