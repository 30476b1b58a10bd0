package org.batuta.doors;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Calls with any method, also with those that no client knows; each on a line of its own, left when it is answered. */
final class Knock {

    private static final int PATIENCE_MILLIS = 30_000;

    private final int port;
    private final Map<String, String> headers;

    /** @param headers what shows who calls */
    Knock(int port, Map<String, String> headers) {
        this.port = port;
        this.headers = headers;
    }

    /**
     * The status, or {@code login} where it leads to the login.
     *
     * @param kind of the body; empty for none
     * @param accepted what kind of answer is wanted
     */
    String answer(String method, String address, String kind, String body, String accepted) {
        StringBuilder call = new StringBuilder(method + " " + address + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Connection: close\r\nAccept: " + accepted + "\r\nContent-Length: " + body.length() + "\r\n");
        headers.forEach(
                (name, value) -> call.append(name).append(": ").append(value).append("\r\n"));
        if (!kind.isEmpty()) {
            call.append("Content-Type: ").append(kind).append("\r\n");
        }
        call.append("\r\n").append(body);
        try (Socket line = new Socket("localhost", port)) {
            line.setSoTimeout(PATIENCE_MILLIS);
            line.getOutputStream().write(call.toString().getBytes(StandardCharsets.US_ASCII));
            return answer(line.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + address, e);
        }
    }

    private static String answer(InputStream answer) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8));
        String status = List.of(lines.readLine().split(" ")).get(1);
        boolean stream = false;
        for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            List<String> header = Arrays.asList(line.toLowerCase(Locale.ROOT).split(": *", 2));
            if (header.get(0).equals("location") && header.get(1).matches("[^?]*/login([?#].*)?")) {
                status = "login";
            }
            stream |= header.get(0).equals("content-type") && header.get(1).startsWith("text/event-stream");
        }
        if (!stream) {
            answer.transferTo(OutputStream.nullOutputStream());
        }
        return status;
    }
}
