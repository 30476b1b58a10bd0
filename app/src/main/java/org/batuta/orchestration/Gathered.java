package org.batuta.orchestration;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One stream of a run, as it comes in pieces: head and tail are kept, whatever its size. */
class Gathered {

    static final int PIECE = 1 << 16;

    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private byte[] tail = {};
    private long seen;

    /** How far the stream was read. */
    long offset() {
        return seen;
    }

    /** Takes what a frame brought; what the server left out lies in the middle of a long piece. */
    void add(byte[] piece, long total) {
        boolean gap = seen + piece.length < total;
        int half = gap ? piece.length / 2 : piece.length;
        keep(piece, 0, half);
        keep(piece, half, piece.length - half);
        seen = Math.max(seen, total);
    }

    private void keep(byte[] piece, int from, int length) {
        int room = Math.min(length, PIECE - head.size());
        head.write(piece, from, room);
        int rest = length - room;
        byte[] joined = Arrays.copyOf(tail, tail.length + rest);
        System.arraycopy(piece, from + room, joined, tail.length, rest);
        tail = joined.length > PIECE ? Arrays.copyOfRange(joined, joined.length - PIECE, joined.length) : joined;
    }

    Output output() {
        long left = seen - head.size() - tail.length;
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.toByteArray());
        if (left > 0) {
            all.writeBytes("\n[... %d bytes left out ...]\n".formatted(left).getBytes(StandardCharsets.US_ASCII));
        }
        all.writeBytes(tail);
        return Output.of(all.toByteArray(), seen);
    }
}
