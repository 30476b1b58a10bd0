package org.batuta.orchestration;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.batuta.kernel.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * The runner's answer about one run: {@code batuta1 ID STATE RC OUT ERR OUTTOTAL ERRTOTAL}, then OUT bytes of stdout
 * and ERR bytes of stderr. The lengths come first, so nothing that a script prints can pass for a verdict.
 */
record Frame(String id, State state, String code, byte[] out, byte[] err, long outTotal, long errTotal) {

    /** What the server knows about a run. */
    enum State {
        /** Ended by itself; the code is its exit code. */
        DONE,
        /** Over its limit; nothing of it lives. */
        TIMEDOUT,
        /** Killed when we asked; nothing of it lives, and it will never begin. */
        KILLED,
        RUNNING,
        /** It began, its end is unknown; nothing of it lives. */
        LOST,
        /** Claimed, but it never began and never will. */
        UNSTARTED,
        /** The server has never heard of it. */
        ABSENT,
        /** Not taken; the code says why. */
        REJECTED;

        boolean isEnd() {
            return this != RUNNING && this != ABSENT;
        }
    }

    private static final int LONGEST_HEADER = 300;
    private static final int LONGEST_PART = 1 << 20;
    private static final Pattern HEADER = Pattern.compile(
            "batuta1 ([A-Za-z0-9._-]{1,120}) ([a-z]{1,20}) ([a-z0-9-]{1,40}) (\\d{1,7}) (\\d{1,7}) (\\d{1,18}) (\\d{1,18})");

    static Frame read(InputStream in, String expected) throws IOException {
        String header = line(in);
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.matches()) {
            throw new IOException("not an answer of the runner: " + PlainText.visible(header));
        }
        int out = length(matcher.group(4));
        int err = length(matcher.group(5));
        Frame frame = new Frame(
                matcher.group(1),
                state(matcher.group(2)),
                matcher.group(3),
                part(in, out),
                part(in, err),
                Long.parseLong(matcher.group(6)),
                Long.parseLong(matcher.group(7)));
        if (!frame.id.equals(expected) && frame.state != State.REJECTED) {
            throw new IOException("an answer about something else");
        }
        return frame;
    }

    /** The exit code of a script that ended by itself. */
    @Nullable
    Integer exitCode() {
        return code.matches("\\d{1,3}") ? Integer.valueOf(code) : null;
    }

    Output stdout() {
        return output(out, outTotal);
    }

    Output stderr() {
        return output(err, errTotal);
    }

    private static Output output(byte[] part, long total) {
        Gathered whole = new Gathered();
        whole.add(part, total);
        return whole.output();
    }

    private static State state(String word) throws IOException {
        try {
            return State.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IOException("an unknown state in the runner's answer", e);
        }
    }

    private static int length(String digits) throws IOException {
        int length = Integer.parseInt(digits);
        if (length > LONGEST_PART) {
            throw new IOException("an answer too long");
        }
        return length;
    }

    private static byte[] part(InputStream in, int length) throws IOException {
        byte[] part = in.readNBytes(length);
        if (part.length < length) {
            throw new EOFException("the answer was cut");
        }
        return part;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException(line.isEmpty() ? "no answer" : "the answer was cut");
            }
            if (line.length() == LONGEST_HEADER) {
                throw new IOException("not an answer of the runner");
            }
            line.append((char) next);
        }
        return new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
