package org.batuta;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody at the doors of the running application: real HTTP, own cookies, no redirect followed. */
public final class Visitor {

    /** The password of everybody in the tests. */
    public static final String PASSWORD = "correct horse battery";

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final String origin;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    public Visitor(int port) {
        this("localhost", port);
    }

    /** Comes through another address of this machine, so that it is counted as coming from there. */
    public Visitor(String address, int port) {
        this.origin = "http://" + address + ":" + port;
    }

    /** Somebody who is logged in, on a connection of this machine. */
    public static Visitor inside(int port, String login) {
        Visitor visitor = new Visitor(port);
        visitor.login(login, PASSWORD);
        return visitor;
    }

    /** Whether the login goes on: only who is inside is told that there is no such page. */
    public boolean isInside() {
        return get("/no-such-page").statusCode() == 404;
    }

    /** Where an answer leads; empty when nowhere. */
    public static String led(HttpResponse<?> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    /** Logs in and returns where the application leads this person. */
    public String login(String login, String password) {
        return post("/login", Map.of("username", login, "password", password))
                .headers()
                .firstValue("Location")
                .orElse("");
    }

    public HttpResponse<String> get(String path) {
        return send("GET", path, "", "");
    }

    /** Asks as the script of a page does, for a part of it. */
    public HttpResponse<String> getPart(String path) {
        return send("GET", path, "", "", Map.of("Accept", "*/*", "HX-Request", "true"));
    }

    /** Posts a form with the token of the page {@code /login} or {@code /} of this session. */
    public HttpResponse<String> post(String path, Map<String, String> fields) {
        return send("POST", path, FORM, form(fields));
    }

    /** Posts a form and waits until it was taken; then the line breaks, and no answer was read. */
    public void postAndVanish(String path, Map<String, String> fields, Runnable awaitTaken) {
        byte[] form = form(fields).getBytes(StandardCharsets.UTF_8);
        URI door = URI.create(origin);
        String call = String.join(
                "\r\n",
                "POST " + path + " HTTP/1.1",
                "Host: " + door.getAuthority(),
                "Cookie: batuta=" + cookie("batuta").orElseThrow(),
                "Content-Type: " + FORM,
                "Content-Length: " + form.length,
                "",
                "");
        try (Socket line = new Socket(door.getHost(), door.getPort())) {
            line.getOutputStream().write(call.getBytes(StandardCharsets.UTF_8));
            line.getOutputStream().write(form);
            awaitTaken.run();
            line.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "_csrf=" + token() + "&", ""));
    }

    /** Posts JSON with the token of this session in its header, as a program does that has logged in. */
    public HttpResponse<String> postJson(String path, String json) {
        return postAs("application/json", path, json);
    }

    /** Posts whatever this is, with the token of this session in its header. */
    public HttpResponse<String> postAs(String contentType, String path, String body) {
        return send("POST", path, contentType, body, Map.of("X-CSRF-TOKEN", token()));
    }

    /** Sends exactly this path and this method. */
    public HttpResponse<String> send(String method, String path, String contentType, String body) {
        return send(method, path, contentType, body, Map.of());
    }

    private HttpResponse<String> send(
            String method, String path, String contentType, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path))
                .timeout(Duration.ofSeconds(30))
                .header("Accept", "text/html,*/*;q=0.8")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        headers.forEach(request::setHeader);
        cookie("BATUTA-TOKEN").ifPresent(value -> request.header("X-XSRF-TOKEN", value));
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Follows a stream of events. */
    public News follow(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(origin + path)).build();
        try {
            return new News(http.send(request, HttpResponse.BodyHandlers.ofInputStream())
                    .body());
        } catch (IOException e) {
            throw new IllegalStateException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An open stream of events. */
    public static final class News implements AutoCloseable {

        private final InputStream stream;
        private final BufferedReader lines;

        /** Reads this stream. */
        public News(InputStream stream) {
            this.stream = stream;
            lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        }

        /** What the next event says; waits for it as long as the stream lives. */
        public String next() throws IOException {
            String line = lines.readLine();
            while (line != null && !line.startsWith("data:")) {
                line = lines.readLine();
            }
            return String.valueOf(line);
        }

        /** Not through the reader: whoever waits for the next event holds it. */
        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    public java.util.Optional<String> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    /** The token that forms of this session carry. */
    public String token() {
        Matcher token = TOKEN.matcher(get("/login").body());
        return token.find() ? token.group(1) : "";
    }
}
