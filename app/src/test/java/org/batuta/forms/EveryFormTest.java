package org.batuta.forms;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.batuta.BatutaTest;
import org.batuta.Books;
import org.batuta.Cast;
import org.batuta.Hostile;
import org.batuta.Visitor;
import org.batuta.forms.Form.Field;
import org.batuta.forms.Form.Kind;
import org.batuta.servers.Instance;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.MethodParameter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every form that a customer or an administrator can find, every field of it, with values that want to hurt, over real
 * HTTP. Each is refused at its field with everything kept that was typed and leaves the books as they were, or it is
 * stored as it was sent. The forms are found, not listed: a new one is tried as soon as a link leads to it.
 */
@BatutaTest
@WithServers
class EveryFormTest {

    /** What no browser sends: bytes that are no text, and escapes that are none. */
    private static final List<String> BROKEN =
            List.of("%FF", "%C0%AF", "a%ED%A0%80b", "%", "a%zz", "%E2%82", "%00", "a%0", "%u0041");

    private static final List<String> OTHER_KINDS = List.of(
            "application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x", "a/b;;", "");

    private static Door door;

    @Autowired
    private JdbcClient sql;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @BeforeAll
    static void somebodyAtEachDoor(
            @Autowired BeanFactory application, @Autowired Cast cast, @LocalServerPort int port) {
        door = Door.open(application, cast, port);
    }

    @AfterAll
    static void leavesNothingBehind() {
        door.close();
    }

    /** What the framework hands to a page, whoever sends what. */
    private static final Set<Class<?>> GIVEN = Set.of(Model.class, HttpServletRequest.class, HttpServletResponse.class);

    @Test
    void everyAddressThatTakesSomethingHasItsForm() {
        List<String> found = door.forms().stream().map(Form::place).toList();
        List<String> takes = mappings.getHandlerMethods().entrySet().stream()
                .filter(mapping -> mapping.getValue().getBeanType().getName().startsWith("org.batuta."))
                .filter(mapping -> !mapping.getValue().getBeanType().isAnnotationPresent(RestController.class))
                .filter(mapping ->
                        mapping.getKey().getMethodsCondition().getMethods().contains(RequestMethod.POST))
                .filter(mapping -> takesMoreThanItsAddress(mapping.getValue()))
                .flatMap(mapping -> mapping.getKey().getPatternValues().stream())
                .distinct()
                .toList();
        assertThat(takes)
                .hasSizeGreaterThan(8)
                .allSatisfy(pattern ->
                        assertThat(found).anyMatch(place -> place.matches(pattern.replaceAll("\\{[^}]*}", "[^/]+"))));
    }

    @TestFactory
    Stream<DynamicNode> refusesAtItsFieldOrStoresAsItWasSent() {
        return eachField((form, field) -> tried(
                form,
                field,
                Hostile.all().stream()
                        .map(Hostile::text)
                        .filter(EveryFormTest::canBeSent)
                        .map(Form::encoded)
                        .toList()));
    }

    @TestFactory
    Stream<DynamicNode> refusesWhatIsNoText() {
        return eachField((form, field) -> {
            List<String> complaints = new ArrayList<>();
            for (String broken : BROKEN) {
                Map<String, Long> books = Books.read(sql);
                HttpResponse<String> answer = door.post(form, body(form, field, broken));
                if (answer.statusCode() / 100 != 4 && answer.statusCode() != 200) {
                    complaints.add("%s=%s -> %d".formatted(field.name(), broken, answer.statusCode()));
                }
                assertThat(Books.read(sql)).isEqualTo(books);
            }
            assertThat(complaints).isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicNode> refusesWhatIsMissingDoubledOrUnknown() {
        return eachField((form, field) -> {
            Map<String, String> values = new LinkedHashMap<>(door.good(form));
            values.remove(field.name());
            String without = Form.encoded(values);
            String twice = body(form, field, "x") + "&" + Form.encoded(Map.of(field.name(), "y"));
            String more = body(form, field, "x") + "&id=1&class.module=x&records[9999999].name=x&" + "f[0][1]={}";
            for (String body : List.of(without, twice, more)) {
                HttpResponse<String> answer = door.post(form, body);
                assertThat(answer.statusCode()).as(body).isLessThan(500);
                if (field.kind() == Kind.CHOSEN) {
                    assertThat(answer.statusCode() / 100).as(body).isNotEqualTo(3);
                }
                door.undo(answer);
            }
        });
    }

    /** The address of the servers' network, so that no other test is kept waiting for these wrong passwords. */
    @Test
    void knowsNobodyOfSuchANameOrPassword(@LocalServerPort int port) {
        Visitor stranger = new Visitor(Instance.ofTests().node(), port);
        for (Hostile value : Hostile.all()) {
            HttpResponse<String> answer =
                    stranger.post("/login", Map.of("username", value.text(), "password", value.text()));
            assertThat(answer.statusCode()).as(value.name()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElse(""))
                    .as(value.name())
                    .matches("/login\\?(wrong|wait)");
            assertThat(stranger.get("/").statusCode()).as(value.name()).isEqualTo(302);
        }
    }

    /** From the same address. */
    @Test
    void a08KnowsNobodyOfSuchAPasskey(@LocalServerPort int port) {
        Visitor stranger = new Visitor(Instance.ofTests().node(), port);
        for (Hostile value : Hostile.all()) {
            stranger.post("/login/passkey/challenge", Map.of());
            HttpResponse<String> answer = stranger.post("/login/passkey", Map.of("answer", value.text()));
            assertThat(answer.statusCode()).as(value.name()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElse(""))
                    .as(value.name())
                    .matches("/login\\?(passkey|wait)");
        }
    }

    @TestFactory
    Stream<DynamicNode> takesNothingOfAnotherKind() {
        return door.asking()
                .map(form -> DynamicTest.dynamicTest(form.name(), () -> {
                    Map<String, Long> books = Books.read(sql);
                    String body = Form.encoded(door.good(form));
                    for (String kind : OTHER_KINDS) {
                        HttpResponse<String> answer = door.of(form).postAs(kind, form.action(), body);
                        assertThat(answer.statusCode()).as(kind).isLessThan(500);
                        assertThat(answer.statusCode() / 100).as(kind).isNotEqualTo(3);
                    }
                    assertThat(Books.read(sql)).isEqualTo(books);
                }));
    }

    /** What takes no more is a button, and stands where there is something to press it for. */
    private static boolean takesMoreThanItsAddress(HandlerMethod page) {
        return Arrays.stream(page.getMethodParameters()).anyMatch(EveryFormTest::isSent);
    }

    private static boolean isSent(MethodParameter parameter) {
        boolean known = parameter.hasParameterAnnotation(PathVariable.class)
                || parameter.getParameterType() == String.class
                        && parameter.hasParameterAnnotation(ModelAttribute.class);
        return !known && !GIVEN.contains(parameter.getParameterType());
    }

    private interface Trying {
        void of(Form form, Field field);
    }

    private Stream<DynamicNode> eachField(Trying trying) {
        return door.asking()
                .map(form -> DynamicContainer.dynamicContainer(
                        form.name(),
                        form.asked().stream()
                                .map(field -> DynamicTest.dynamicTest(field.name(), () -> trying.of(form, field)))));
    }

    private void tried(Form form, Field field, List<String> encoded) {
        List<String> complaints = new ArrayList<>();
        for (String value : encoded) {
            Map<String, String> values = door.good(form);
            values.put(field.name(), java.net.URLDecoder.decode(value, java.nio.charset.StandardCharsets.UTF_8));
            Map<String, Long> books = Books.read(sql);
            Trial trial = new Trial(form, field, values, door.post(form, Form.encoded(values)));
            complaints.addAll(trial.complaints());
            if (trial.isTaken()) {
                complaints.addAll(door.complaintsAboutWhatIsStored(trial));
                door.undo(trial.answer());
            } else if (!Books.read(sql).equals(books)) {
                complaints.add(trial + " left something behind");
            }
        }
        assertThat(complaints).isEmpty();
    }

    private static String body(Form form, Field field, String encoded) {
        Map<String, String> values = door.good(form);
        values.remove(field.name());
        return Form.encoded(values) + "&" + Form.encoded(field.name()) + "=" + encoded;
    }

    /** Half a character cannot be written in UTF-8. */
    private static boolean canBeSent(String text) {
        return java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
