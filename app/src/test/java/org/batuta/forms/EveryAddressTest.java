package org.batuta.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.batuta.BatutaTest;
import org.batuta.Books;
import org.batuta.Cast;
import org.batuta.Hostile;
import org.batuta.Visitor;
import org.batuta.accounts.StaffRole;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Every address of ours, as an administrator knows them, with what does not belong into it: known, or not, but read. */
@BatutaTest
class EveryAddressTest {

    private static final List<String> NOBODYS = List.of(
            "x",
            "0",
            "-1",
            "1-1-1-1-1",
            "99999999999999999999",
            "00000000-0000-0000-0000-000000000000",
            "%00",
            "a%00b",
            "%FF",
            "%C0%AF",
            "%E2%80%AE",
            "%27%3B--",
            "%3Cb%3E",
            "$%7B7*7%7D",
            "..%2F..%2Fetc",
            "%2e%2e",
            "%20",
            "*",
            "%0d%0aX:%20y",
            "y".repeat(3_000));

    private static final List<String> QUERIES = List.of(
            "page=x",
            "page=",
            "page=0",
            "page=-1",
            "page=2147483647",
            "page=99999999999",
            "page=%00",
            "page=1&page=2",
            "words=%00",
            "words=%FF",
            "words=a%ED%A0%80b",
            "words=%25_%5C",
            "words=%E2%80%AE",
            "account=x",
            "account=",
            "account=%00",
            "solved=maybe",
            "server=x",
            "verb=x",
            "verb=%00",
            "state=%00",
            "within=%00",
            "type=%00",
            "type=%FF",
            "request=1",
            "service=x",
            "version=x",
            "version=9",
            "records%5B99999999999%5D.name=x",
            "records%5B0%5D.nobody=x",
            "typed=x",
            "refusal=x",
            "notice=x",
            "=",
            "&&&",
            "a%5B%5D=1",
            "class.module=x",
            "wrong=%00",
            "words=" + "y".repeat(5_000),
            "words=" + "y".repeat(20_000));

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private JdbcClient sql;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    private Visitor visitor;

    @BeforeEach
    void anAdministrator() {
        visitor = new Visitor(port);
        visitor.login(cast.aMemberOfStaff(StaffRole.ADMINISTRATOR).login(), Visitor.PASSWORD);
    }

    @TestFactory
    Stream<DynamicTest> doesNotKnowWhatNobodyHas() {
        return patterns(RequestMethod.GET)
                .filter(pattern -> pattern.contains("{"))
                .map(pattern -> DynamicTest.dynamicTest(pattern, () -> {
                    for (String nobodys : NOBODYS) {
                        String address = pattern.replaceAll("\\{[^}]*}", nobodys.replace("$", "\\$"));
                        assertThat(visitor.get(address).statusCode())
                                .as(address)
                                .isBetween(400, 499);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> changesNothingOfWhatNobodyHas() {
        return patterns(RequestMethod.POST)
                .filter(pattern -> pattern.contains("{"))
                .map(pattern -> DynamicTest.dynamicTest(pattern, () -> {
                    Map<String, Long> books = Books.read(sql);
                    for (String nobodys : NOBODYS) {
                        String address = pattern.replaceAll("\\{[^}]*}", nobodys.replace("$", "\\$"));
                        assertThat(visitor.postAs(Trial.FORM, address, "").statusCode())
                                .as(address)
                                .isBetween(400, 499);
                    }
                    assertThat(Books.read(sql)).isEqualTo(books);
                }));
    }

    @TestFactory
    Stream<DynamicTest> readsEveryQuestion() {
        return patterns(RequestMethod.GET)
                .map(pattern -> pattern.replace("{key}", "domains"))
                .filter(pattern -> !pattern.contains("{"))
                .map(pattern -> DynamicTest.dynamicTest(pattern, () -> {
                    List<String> failed = new ArrayList<>();
                    for (String query : QUERIES) {
                        HttpResponse<String> answer = visitor.get(pattern + "?" + query);
                        if (answer.statusCode() >= 500 || answer.body().contains("??")) {
                            failed.add(query + " -> " + answer.statusCode());
                        }
                    }
                    assertThat(failed).isEmpty();
                }));
    }

    /** What no client of Java would send. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login?%",
                "/login?a=%zz",
                "/login?a=%u0041",
                "/%",
                "/login?\u0001",
                "/requests/%0",
                "/\\",
                "login"
            })
    void refusesWhatIsNoAddress(String address) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            String asked = "GET " + address + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(asked.getBytes(StandardCharsets.ISO_8859_1));
            String status = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                    .readLine();
            assertThat(status).startsWith("HTTP/1.1 4");
        }
    }

    @Test
    void setsNoLevelThatIsNone() {
        for (Hostile value : Hostile.all()) {
            String json = "{\"configuredLevel\": \"" + jsonOf(value.text()) + "\"}";
            HttpResponse<String> answer = visitor.postJson("/actuator/loggers/org.batuta.forms", json);
            assertThat(answer.statusCode()).as("%s: %s", value, answer.body()).isLessThan(500);
        }
        for (String json :
                List.of("", "{", "[]", "null", "7", "{\"configuredLevel\": {}}", "{\"configuredLevel\": 7}")) {
            assertThat(visitor.postJson("/actuator/loggers/org.batuta.forms", json)
                            .statusCode())
                    .as(json)
                    .isLessThan(500);
        }
        for (String nobodys : NOBODYS) {
            assertThat(visitor.postJson("/actuator/loggers/" + nobodys, "{\"configuredLevel\": \"x\"}")
                            .statusCode())
                    .as(nobodys)
                    .isBetween(400, 499);
        }
    }

    private static String jsonOf(String text) {
        StringBuilder json = new StringBuilder();
        text.chars().forEach(c -> json.append("\\u%04x".formatted(c)));
        return json.toString();
    }

    /** Ours, but those that tell news for as long as somebody listens. */
    private Stream<String> patterns(RequestMethod method) {
        return mappings.getHandlerMethods().entrySet().stream()
                .filter(mapping -> isOurs(mapping.getValue()) && takes(mapping.getKey(), method))
                .flatMap(mapping -> mapping.getKey().getPatternValues().stream())
                .distinct()
                .sorted();
    }

    private static boolean isOurs(HandlerMethod page) {
        return page.getBeanType().getName().startsWith("org.batuta.")
                && page.getReturnType().getParameterType() != SseEmitter.class;
    }

    private static boolean takes(RequestMappingInfo mapping, RequestMethod method) {
        return mapping.getMethodsCondition().getMethods().contains(method);
    }
}
