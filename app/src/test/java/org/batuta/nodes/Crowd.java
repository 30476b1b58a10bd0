package org.batuta.nodes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Callers who are being served and do not come to their end until they are sent away. */
final class Crowd implements AutoCloseable {

    private static final String UNFINISHED = "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\nExpect: 100-continue\r\n\r\n";

    private final Deque<Socket> callers = new ArrayDeque<>();

    /** Returns when so many are being served. */
    Crowd(int port, int size) {
        try {
            while (callers.size() < size) {
                Socket caller = new Socket(InetAddress.getLoopbackAddress(), port);
                callers.push(caller);
                caller.getOutputStream().write(UNFINISHED.getBytes(StandardCharsets.US_ASCII));
                isAskedForTheRest(caller);
            }
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        }
    }

    private static void isAskedForTheRest(Socket caller) throws IOException {
        String answer = new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        if (!answer.startsWith("HTTP/1.1 100")) {
            throw new IOException(answer);
        }
    }

    @Override
    public void close() {
        callers.forEach(Crowd::leaves);
    }

    private static void leaves(Socket caller) {
        try {
            caller.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
