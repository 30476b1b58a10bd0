package org.batuta.doors;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Exhibits;
import org.batuta.Program;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.security.tokens.Scope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Every route that there is, tried by everybody with every method. What each gets is written in {@code routes.txt}; a
 * new route is missing there until somebody has said who may go there.
 */
@BatutaTest
class EveryRouteTest {

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "FOO", "get");

    /** Who tries the methods that a route does not take: a stranger, a neighbour, and one who may do everything. */
    private static final Set<String> TRY_OTHERS = Set.of("nobody", "another", "ADMINISTRATOR");

    private static final int AT_ONCE = 4;

    private static final String PAGE = "text/html, */*";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";
    private static final String CALLS = "/api/";
    private static final String ENGINE = "/camunda/";

    /** What ends the login of whoever tries it comes last, and nothing is tried after it. */
    private static final List<String> FILTERS = List.of("POST /login", "POST /logout");

    private static final String NOBODYS = "00000000-0000-7000-8000-000000000000";

    /** An address for each pattern that stands for many. */
    private static final Map<String, String> EXAMPLES = Map.ofEntries(
            Map.entry("/assets/**", "/assets/batuta.css"),
            Map.entry("/actuator/health/**", "/actuator/health/liveness"),
            Map.entry("/actuator/loggers/{name}", "/actuator/loggers/org.batuta"),
            Map.entry("/services/new/{key}", "/services/new/domains"),
            Map.entry("/services/{id}/suspend", "/services/" + NOBODYS + "/suspend"),
            Map.entry("/api/v1/services/{id}/suspension", "/api/v1/services/" + NOBODYS + "/suspension"),
            Map.entry("/camunda/api/admin/*", "/camunda/api/admin/auth/user/default"),
            Map.entry("/camunda/api/cockpit/*", "/camunda/api/cockpit/plugin/base/default/process-definition/count"),
            Map.entry("/camunda/api/engine/*", "/camunda/api/engine/engine/default/task/count"),
            Map.entry("/camunda/api/tasklist/*", "/camunda/api/tasklist/plugin/tasklistPlugins"),
            Map.entry("/camunda/api/welcome/*", "/camunda/api/welcome/plugin"));

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext application;

    @Autowired
    private ServletContext servlets;

    @Autowired
    private Cast cast;

    private final Map<String, String> read = new ConcurrentHashMap<>();
    private Exhibits exhibits;
    private Map<String, Caller> everybody;

    /** Somebody with a login for pages and a token for calls. */
    private record Caller(@Nullable Knock pages, Knock calls) {

        @Nullable
        Knock at(String path) {
            return path.startsWith(CALLS) ? calls : pages;
        }
    }

    /** A method of an address; the parameters are those that tell it from another one with the same address. */
    private record Route(String method, String pattern, String parameters) implements Comparable<Route> {

        boolean isRead() {
            return method.equals("GET");
        }

        @Override
        public int compareTo(Route other) {
            return (pattern + parameters + method).compareTo(other.pattern + other.parameters + other.method);
        }

        @Override
        public String toString() {
            return method + " " + pattern + parameters;
        }
    }

    /** A method, at all addresses of an area that do not take it. */
    private record Other(String area, String method) {}

    @BeforeEach
    void everybodyIsThere() {
        exhibits = Exhibits.of(application);
        Account account = exhibits.account();
        Account other = cast.anAccount();
        everybody = new LinkedHashMap<>();
        everybody.put("nobody", new Caller(login(null), new Knock(port, Map.of())));
        everybody.put("another", caller(cast.aCustomer(other, Role.OWNER), other));
        everybody.put("looking", new Caller(null, token(cast.aCustomer(account, Role.OWNER), account, Scope.READ)));
        for (Role role : List.of(Role.READER, Role.BILLING, Role.TECHNICAL, Role.OWNER)) {
            everybody.put(role.name(), caller(cast.aCustomer(account, role), account));
        }
        for (StaffRole role : List.of(StaffRole.MANAGER, StaffRole.OPERATOR, StaffRole.ADMINISTRATOR)) {
            everybody.put(role.name(), caller(cast.aMemberOfStaff(role), null));
        }
    }

    @Test
    void everyRouteIsOpenToThoseWhoAreWrittenDownAndToNobodyElse() throws Exception {
        Set<Route> routes = routes();
        List<String> found = new ArrayList<>(tried(routes));
        found.addAll(others(routes));
        for (String filter : FILTERS) {
            String[] of = filter.split(" ");
            found.add(line(new Route(of[0], of[1], "")));
        }
        assertThat(String.join("\n", found)).isEqualTo(written());
    }

    /** Pages are read several at once; what may change something is tried by one after the other. */
    private List<String> tried(Set<Route> routes) throws Exception {
        Map<Route, String> lines = new TreeMap<>();
        List<Route> reading = routes.stream().filter(Route::isRead).toList();
        List<String> answers = atOnce(reading, this::line);
        for (int i = 0; i < reading.size(); i++) {
            lines.put(reading.get(i), answers.get(i));
        }
        routes.stream().filter(route -> !route.isRead()).forEach(route -> lines.put(route, line(route)));
        return List.copyOf(lines.values());
    }

    private static <T> List<String> atOnce(Collection<T> all, Function<T, String> what) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<String>> answers = new ArrayList<>();
            all.forEach(one -> answers.add(pool.submit(() -> what.apply(one))));
            List<String> answered = new ArrayList<>();
            for (Future<String> answer : answers) {
                answered.add(answer.get());
            }
            return answered;
        } finally {
            pool.shutdownNow();
        }
    }

    /** What some get for the methods that a route does not take; the head of a page is read as the page is. */
    private List<String> others(Set<Route> routes) throws Exception {
        Map<String, Set<String>> taken = routes.stream()
                .collect(Collectors.groupingBy(
                        Route::pattern,
                        TreeMap::new,
                        Collectors.mapping(Route::method, Collectors.toCollection(TreeSet::new))));
        List<Other> others = Stream.of("pages", "calls", "engine")
                .flatMap(area -> METHODS.stream().map(method -> new Other(area, method)))
                .toList();
        return atOnce(others, other -> line(other, taken));
    }

    private String line(Other other, Map<String, Set<String>> taken) {
        List<String> patterns = taken.entrySet().stream()
                .filter(route -> !route.getValue().contains(other.method()))
                .map(Map.Entry::getKey)
                .filter(pattern -> area(pattern).equals(other.area()))
                .toList();
        List<String> answers = new ArrayList<>();
        everybody.forEach((who, caller) -> answers.add(patterns.stream()
                .filter(pattern -> TRY_OTHERS.contains(who))
                .flatMap(pattern -> other(who, caller, other.method(), pattern).stream())
                .distinct()
                .sorted()
                .collect(Collectors.collectingAndThen(Collectors.joining("/"), all -> all.isEmpty() ? "-" : all))));
        return line(other.method(), "others of " + other.area(), answers);
    }

    private Optional<String> other(String who, Caller caller, String method, String pattern) {
        return Optional.ofNullable(caller.at(pattern)).map(knock -> {
            boolean head = method.equals("HEAD");
            String answer = knock.answer(method, address(pattern), kind(method, pattern), "", head ? PAGE : JSON);
            return head && answer.equals(read.get(who + " " + pattern)) ? "GET" : answer;
        });
    }

    private List<String> statuses(Route route) {
        List<String> statuses = new ArrayList<>();
        everybody.forEach((who, caller) -> {
            Knock knock = caller.at(route.pattern());
            String address = address(route.pattern()) + route.parameters();
            String kind = kind(route.method(), route.pattern());
            String status = knock == null ? "-" : knock.answer(route.method(), address, kind, body(route), PAGE);
            if (route.isRead() && route.parameters().isEmpty()) {
                read.put(who + " " + route.pattern(), status);
            }
            statuses.add(status);
        });
        return statuses;
    }

    private String line(Route route) {
        return line(route.method(), route.pattern() + route.parameters(), statuses(route));
    }

    private static String line(String method, String path, Collection<String> answers) {
        return "%-8s %-66s".formatted(method, path)
                + answers.stream().map(" %5s"::formatted).collect(Collectors.joining());
    }

    private static String area(String pattern) {
        return pattern.startsWith(CALLS) ? "calls" : pattern.startsWith(ENGINE) ? "engine" : "pages";
    }

    private static String kind(String method, String pattern) {
        boolean sends = Set.of("POST", "PUT", "PATCH").contains(method);
        return !sends ? "" : area(pattern).equals("pages") ? FORM : JSON;
    }

    /** A wish that would be taken, but for one thing that is wrong with it for everybody. */
    private String body(Route route) {
        return switch (route.toString()) {
            case "POST /api/v1/services" ->
                "{\"account\":\"%s\",\"type\":\"domains\",\"spec\":{\"domain\":\"x\"}}"
                        .formatted(exhibits.account().id());
            case "POST /api/v1/accounts/{id}/contacts" -> "{\"usage\":\"BILLING\",\"email\":\"x\",\"language\":\"en\"}";
            case "POST /api/v1/accounts/{id}/invitations" -> "{\"email\":\"x\",\"role\":\"READER\"}";
            case "PUT /api/v1/accounts/{id}/people/{personId}/role" -> "{\"role\":\"BILLING\"}";
            case "PUT /api/v1/services/{id}" -> "{\"spec\":{},\"revision\":99}";
            case "PUT /api/v1/services/{id}/password" -> "{\"password\":\"correct horse battery\"}";
            case "POST /api/v1/services/{id}/transfer" -> "{\"receiver\":\"x\"}";
            default -> "";
        };
    }

    private String address(String pattern) {
        String example = EXAMPLES.get(pattern);
        if (example != null) {
            return example;
        }
        return pattern.replace("/**", "/x")
                .replace("/*", "/x")
                .replace("{stream:stdout|stderr}", "stdout")
                .replace("{personId}", changed("people", pattern))
                .replace("{memberId}", exhibits.id("members").toString())
                .replace("{invitationId}", changed("invitations", pattern))
                .replace("{accountId}", exhibits.id("accounts").toString())
                .replace("{contactId}", changed("contacts", pattern))
                .replace("{requestId}", exhibits.id("requests").toString())
                .replace("{stepId}", exhibits.id("steps").toString())
                .replace("{serverId}", exhibits.id("servers").toString())
                .replace("{attemptId}", exhibits.id("attempts").toString())
                .replace("{token}", "nobodys")
                .replace("{id}", id(pattern));
    }

    /** What one door takes away is not there any more at the other, so that programs try another one. */
    private String changed(String collection, String pattern) {
        String which = area(pattern).equals("calls") ? Exhibits.OTHER + collection : collection;
        return exhibits.id(which).toString();
    }

    private String id(String pattern) {
        if (!pattern.contains("/{id}")) {
            return "";
        }
        String before = pattern.substring(0, pattern.indexOf("/{id}"));
        String collection = before.substring(before.lastIndexOf('/') + 1);
        // nobody has such a task, and no such login, passkey or token is one's own
        if (Set.of("tasks", "logins", "passkeys", "tokens").contains(collection)) {
            return NOBODYS;
        }
        return collection.equals("routes")
                ? changed(collection, pattern)
                : exhibits.id(collection).toString();
    }

    /** Of all handlers and servlets that there are. */
    private Set<Route> routes() {
        Set<Route> routes = new TreeSet<>();
        application.getBeansOfType(HandlerMapping.class).forEach((name, mapping) -> {
            if (mapping instanceof RequestMappingInfoHandlerMapping methods) {
                methods.getHandlerMethods().keySet().stream()
                        .flatMap(EveryRouteTest::routes)
                        .forEach(routes::add);
            } else if (mapping instanceof AbstractUrlHandlerMapping urls) {
                urls.getHandlerMap().keySet().forEach(pattern -> routes.add(new Route("GET", pattern, "")));
            }
        });
        servlets.getServletRegistrations().values().stream()
                .flatMap(servlet -> servlet.getMappings().stream())
                .filter(pattern -> !pattern.equals("/"))
                .forEach(pattern -> Stream.of("GET", "POST", "PUT", "DELETE")
                        .forEach(method -> routes.add(new Route(method, pattern, ""))));
        return routes;
    }

    private static Stream<Route> routes(RequestMappingInfo mapping) {
        String parameters = mapping.getParamsCondition().getExpressions().stream()
                .map(expression -> "?" + expression)
                .collect(Collectors.joining());
        Set<String> methods = mapping.getMethodsCondition().getMethods().isEmpty()
                ? Set.of("GET", "POST")
                : mapping.getMethodsCondition().getMethods().stream()
                        .map(Enum::name)
                        .collect(Collectors.toSet());
        return mapping.getPatternValues().stream()
                .flatMap(pattern -> methods.stream().map(method -> new Route(method, pattern, parameters)));
    }

    private Caller caller(Person person, @Nullable Account account) {
        return new Caller(login(person), token(person, account, Scope.WRITE));
    }

    private Knock login(@Nullable Person person) {
        Visitor visitor = new Visitor(port);
        if (person != null) {
            visitor.login(person.login(), Visitor.PASSWORD);
        }
        visitor.get("/camunda/app/tasklist/default/");
        visitor.get("/camunda/app/cockpit/default/");
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-CSRF-TOKEN", visitor.token());
        List<String> cookies = new ArrayList<>();
        for (String cookie : List.of("batuta", "BATUTA-TOKEN")) {
            visitor.cookie(cookie).ifPresent(value -> cookies.add(cookie + "=" + value));
        }
        headers.put("Cookie", String.join("; ", cookies));
        visitor.cookie("BATUTA-TOKEN").ifPresent(value -> headers.put("X-XSRF-TOKEN", value));
        return new Knock(port, headers);
    }

    private Knock token(Person person, @Nullable Account account, Scope scope) {
        return new Knock(port, Map.of("Authorization", "Bearer " + Program.token(application, person, account, scope)));
    }

    private static String written() throws IOException {
        try (InputStream file = EveryRouteTest.class.getResourceAsStream("routes.txt")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .collect(Collectors.joining("\n"));
        }
    }
}
