package org.batuta.servers;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Somebody on a server who looks all the time at the command lines and environments of all processes there, some fifty
 * times a second, until it is closed. Whoever is seen for a shorter time than that may be missed.
 */
public final class Onlooker implements AutoCloseable {

    private static final String LOOKS = """
            texts=$(cat)
            mkdir "$1"
            while [[ -d $1 ]]; do
                for found in $(grep -lsaF -f <(printf %s "$texts") /proc/[0-9]*/cmdline /proc/[0-9]*/environ); do
                    printf '%s of %s\\n' "${found##*/}" "$(<"${found%/*}/comm")" >>"$1/seen"
                done
                echo >>"$1/rounds"
                sleep 0.01
            done >/dev/null 2>&1 </dev/null &
            until [[ -d $1 ]]; do sleep 0.01; done""";

    /** Ends when it was seen itself. */
    private static final String IS_SEEN = "until grep -sq 'cmdline of timeout' $1/seen; do sleep 0.01; done";

    /** Two rounds later the look began after the planted process had ended. */
    private static final String FORGETS = """
            before=$(wc -l <"$1/rounds")
            until (( $(wc -l <"$1/rounds") >= before + 2 )); do sleep 0.01; done
            rm $1/seen""";

    private final TestServer server;
    private final String notes = "/run/onlooker-" + UUID.randomUUID();

    private Onlooker(TestServer server) {
        this.server = server;
    }

    /** Begins to look for these texts; when this returns, a process was seen that had one. */
    public static Onlooker at(TestServer server, Collection<String> texts) {
        Onlooker onlooker = new Onlooker(server);
        String planted = "planted" + UUID.randomUUID();
        String all = String.join("\n", texts) + "\n" + planted;
        server.feed(all.getBytes(StandardCharsets.UTF_8), "setsid", "bash", "-c", LOOKS, "onlooker", onlooker.notes)
                .orFail();
        server.exec("timeout", "60", "bash", "-c", IS_SEEN, planted, onlooker.notes)
                .orFail();
        server.exec("timeout", "60", "bash", "-c", FORGETS, "forgets", onlooker.notes)
                .orFail();
        return onlooker;
    }

    /** What had one of the texts so far, as {@code cmdline of chpasswd}. */
    public List<String> seen() {
        return server.exec("sh", "-c", "cat $1/seen 2>/dev/null | sort -u", "seen", notes)
                .orFail()
                .lines()
                .toList();
    }

    @Override
    public void close() {
        server.exec("rm", "-r", notes).orFail();
    }
}
