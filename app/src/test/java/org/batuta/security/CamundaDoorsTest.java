package org.batuta.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.SoftAssertions;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.workflow.EngineCalls;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;

/** The list of paths lies beside this test: {@code camunda-paths.txt}. */
@BatutaTest
class CamundaDoorsTest {

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO", "PROPFIND");

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private EngineCalls engine;

    @Test
    void aCustomersLoginReachesNoCamundaPath() {
        Visitor customer = new Visitor(port);
        assertThat(customer.login(cast.aCustomer().login(), Visitor.PASSWORD)).endsWith("/");
        long before = engine.byRequests();

        SoftAssertions all = new SoftAssertions();
        for (String path : paths()) {
            for (String method : METHODS) {
                HttpResponse<String> answer =
                        customer.send(method, path, body(method) ? "application/json" : "", body(method) ? "{}" : "");
                all.assertThat(answer.statusCode()).as(method + " " + path).isIn(400, 403, 404);
                all.assertThat(everythingIn(answer)).as(method + " " + path).doesNotContain("camunda", "tasklist");
            }
        }
        all.assertAll();
        assertThat(engine.byRequests()).as("commands given to the engine").isEqualTo(before);
        assertThat(customer.get("/login").statusCode()).as("still logged in").isEqualTo(200);
    }

    @Test
    void nobodyWithoutALoginReachesACamundaPath() {
        long before = engine.byRequests();
        SoftAssertions all = new SoftAssertions();
        for (String path : paths()) {
            for (String method : METHODS) {
                HttpResponse<String> answer = new Visitor(port).send(method, path, "", "");
                all.assertThat(answer.statusCode()).as(method + " " + path).isIn(302, 400, 401, 403, 404);
                all.assertThat(everythingIn(answer)).as(method + " " + path).doesNotContain("camunda", "tasklist");
            }
        }
        all.assertAll();
        assertThat(engine.byRequests()).as("commands given to the engine").isEqualTo(before);
    }

    private static boolean body(String method) {
        return List.of("POST", "PUT", "PATCH").contains(method);
    }

    private static String everythingIn(HttpResponse<String> answer) {
        return (answer.headers().map() + answer.body()).toLowerCase(Locale.ROOT);
    }

    private static List<String> paths() {
        try {
            return new ClassPathResource("camunda-paths.txt", CamundaDoorsTest.class)
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("* "))
                    .map(line -> line.substring(2))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
