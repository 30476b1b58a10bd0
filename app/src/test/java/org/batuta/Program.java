package org.batuta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.kernel.Ids;
import org.batuta.provider.As;
import org.batuta.security.tokens.Scope;
import org.batuta.security.tokens.Tokens;
import org.batuta.security.tokens.Wanted;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;

/** A program at the door for programs: real HTTP, a token in each call, no cookies. */
public final class Program {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port;
    private final @Nullable String token;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** Calls this application; without a token, as nobody. */
    public Program(int port, @Nullable String token) {
        this.port = port;
        this.token = token;
    }

    /**
     * A program of this person, with a new token.
     *
     * @param account where it acts; null for what a member of the staff does
     */
    public static Program of(BeanFactory application, int port, Person person, @Nullable Account account, Scope scope) {
        return new Program(port, token(application, person, account, scope));
    }

    /**
     * A new token of this person.
     *
     * @param account where it acts; null for what a member of the staff does
     */
    public static String token(BeanFactory application, Person person, @Nullable Account account, Scope scope) {
        As self = account == null ? As.staff(application.getBean(Cast.class).again(person)) : As.owner(person, account);
        UUID at = account == null ? null : account.id();
        Wanted wanted = new Wanted("t" + Ids.next(), at, scope, Duration.ofDays(30), List.of());
        Tokens tokens = application.getBean(Tokens.class);
        return self.get(() -> tokens.make(wanted)).text();
    }

    /** What came back. */
    public record Answer(HttpResponse<String> http) {

        public int status() {
            return http.statusCode();
        }

        /** The value of a header; empty when there is none. */
        public String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }

        /** The body, read as JSON. */
        public JsonNode json() {
            try {
                return JSON.readTree(http.body());
            } catch (JsonProcessingException e) {
                throw new AssertionError(status() + ": " + http.body(), e);
            }
        }

        @Override
        public String toString() {
            return status() + " " + http.body();
        }
    }

    public Answer get(String path) {
        return send("GET", path, null, Map.of());
    }

    public Answer post(String path, String json) {
        return send("POST", path, json, Map.of());
    }

    /** Sends exactly this; a body is called JSON. */
    public Answer send(String method, String path, @Nullable String json, Map<String, String> headers) {
        HttpRequest.Builder call = call(path)
                .timeout(Duration.ofSeconds(30))
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (json != null) {
            call.setHeader("Content-Type", "application/json");
        }
        headers.forEach(call::setHeader);
        try {
            return new Answer(http.send(call.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The status of a call, whose answer nobody reads: it may be a stream without end. */
    public int status(String method, String path, @Nullable String json) {
        HttpRequest.Builder call = call(path)
                .timeout(Duration.ofSeconds(30))
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (json != null) {
            call.setHeader("Content-Type", "application/json");
        }
        try {
            HttpResponse<InputStream> answer = http.send(call.build(), HttpResponse.BodyHandlers.ofInputStream());
            answer.body().close();
            return answer.statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The status of a call that comes from this address of the machine. */
    public int statusFrom(String address, String path) {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(address), 0)) {
            String call = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(call.getBytes(StandardCharsets.US_ASCII));
            String status = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            return Integer.parseInt(Arrays.asList(status.split(" ")).get(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Follows a stream of events. */
    public Visitor.News follow(String path) {
        try {
            return new Visitor.News(http.send(call(path).build(), HttpResponse.BodyHandlers.ofInputStream())
                    .body());
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder call(String path) {
        HttpRequest.Builder call = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        return token == null ? call : call.header("Authorization", "Bearer " + token);
    }
}
