package org.batuta.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.accounts.Person;
import org.batuta.accounts.StaffRole;
import org.batuta.secrets.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.metrics.MetricsProperties;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@BatutaTest
@SuppressWarnings("NullAway.Init")
class MetricsTest {

    private static final String METRICS = "/actuator/prometheus";

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Test
    void f08AnAdministratorReadsWhatWaitsAndHowItEnded() {
        HttpResponse<String> answer =
                visitor(cast.aMemberOfStaff(StaffRole.ADMINISTRATOR)).get(METRICS);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .containsPattern("(?m)^batuta_operations_waiting [0-9.]+$")
                .containsPattern("(?m)^batuta_operations_oldest_seconds [0-9.]+$")
                .containsPattern("(?m)^batuta_operations_running [0-9.]+$")
                .containsPattern("(?m)^batuta_incidents_open [0-9.]+$")
                .containsPattern("(?m)^batuta_tasks_waiting [0-9.]+$")
                .containsPattern("(?m)^batuta_ssh_connections_total [0-9.]+$")
                .containsPattern("(?m)^batuta_ssh_exchanges_total [0-9.]+$");
    }

    @Test
    void f08NoPageAndNoCallIsLeftOut(
            @Autowired MetricsProperties measures,
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping pages) {
        long addresses = pages.getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternValues().stream())
                .distinct()
                .count();

        assertThat(addresses)
                .isGreaterThan(100)
                .isLessThan(measures.getWeb().getServer().getMaxUriTags());
    }

    @ParameterizedTest
    @EnumSource(value = StaffRole.class, mode = EnumSource.Mode.EXCLUDE, names = "ADMINISTRATOR")
    void nobodyElseOfTheStaffReadsThem(StaffRole role) {
        assertThat(visitor(cast.aMemberOfStaff(role)).get(METRICS).statusCode()).isEqualTo(403);
    }

    @Test
    void aCustomerReadsNothingOfTheActuatorButHealth() {
        Visitor customer = visitor(cast.aCustomer());
        for (String path : new String[] {METRICS, "/actuator", "/actuator/loggers", "/actuator/env", METRICS + "/"}) {
            assertThat(customer.get(path).statusCode()).as(path).isIn(403, 404);
        }
        assertThat(customer.get("/actuator/health").statusCode()).isEqualTo(200);
    }

    @Test
    void whoHasNeitherLoginNorTokenIsTurnedAway() {
        HttpResponse<String> answer = new Visitor(port).get(METRICS);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).doesNotContain("batuta_");
    }

    @Test
    void theTokenOpensTheMetricsAndNothingElse() {
        Secret token = Secret.of("0123456789abcdef0123456789abcdef");
        Scraper scraper = new Scraper(request -> METRICS.equals(request.getServletPath()), token);

        assertThat(scraper.matches(call(METRICS, "Bearer 0123456789abcdef0123456789abcdef")))
                .isTrue();
        assertThat(scraper.matches(call("/actuator/loggers", "Bearer 0123456789abcdef0123456789abcdef")))
                .isFalse();
        assertThat(scraper.matches(call(METRICS, "Bearer 0123456789abcdef0123456789abcdee")))
                .isFalse();
        assertThat(scraper.matches(call(METRICS, "Bearer "))).isFalse();
        assertThat(scraper.matches(call(METRICS, ""))).isFalse();
        assertThat(new Scraper(request -> true, null).matches(call(METRICS, "Bearer ")))
                .isFalse();
    }

    private static MockHttpServletRequest call(String path, String authorization) {
        MockHttpServletRequest call = new MockHttpServletRequest("GET", path);
        call.setServletPath(path);
        call.addHeader("Authorization", authorization);
        return call;
    }

    private Visitor visitor(Person person) {
        Visitor visitor = new Visitor(port);
        visitor.login(person.login(), Visitor.PASSWORD);
        return visitor;
    }
}
