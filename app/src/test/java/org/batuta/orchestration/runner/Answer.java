package org.batuta.orchestration.runner;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What came back from the runner's door: frames, cut out by their lengths alone. */
record Answer(int exit, List<Frame> frames, String complaint) {

    /** One frame: the verdict on an operation and the output that came with it. */
    record Frame(String id, String state, String code, byte[] out, byte[] err, long outTotal, long errTotal) {

        String verdict() {
            return state + " " + code;
        }

        String text() {
            return new String(out, StandardCharsets.UTF_8);
        }

        String errors() {
            return new String(err, StandardCharsets.UTF_8);
        }
    }

    static Answer of(int exit, byte[] bytes, String complaint) {
        List<Frame> frames = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int end = at;
            while (bytes[end] != '\n') {
                end++;
            }
            String[] words = new String(bytes, at, end - at, StandardCharsets.US_ASCII).split(" ");
            if (words.length != 8 || !words[0].equals("batuta1")) {
                throw new AssertionError("no frame: " + String.join(" ", words));
            }
            int middle = end + 1 + Integer.parseInt(words[4]);
            at = middle + Integer.parseInt(words[5]);
            frames.add(new Frame(
                    words[1],
                    words[2],
                    words[3],
                    Arrays.copyOfRange(bytes, end + 1, middle),
                    Arrays.copyOfRange(bytes, middle, at),
                    Long.parseLong(words[6]),
                    Long.parseLong(words[7])));
        }
        return new Answer(exit, frames, complaint);
    }

    /** The only frame. */
    Frame frame() {
        if (exit != 0 || frames.size() != 1) {
            throw new AssertionError("exit " + exit + ", frames " + frames + ": " + complaint);
        }
        return frames.get(0);
    }

    /** What it said of the only entry. */
    String verdict() {
        return frame().verdict();
    }
}
