package org.batuta.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.hosting.Request;
import org.batuta.hosting.RequestEvent;
import org.batuta.hosting.Requests;
import org.batuta.hosting.Requests.NewService;
import org.batuta.hosting.Service;
import org.batuta.hosting.ServiceType;
import org.batuta.hosting.Services;
import org.batuta.hosting.Timeline;
import org.batuta.orchestration.Attempt;
import org.batuta.orchestration.Evidences;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.Operations;
import org.batuta.secrets.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A customer who asks for services, without a browser, and follows what becomes of the wishes. */
public final class Customer {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final As self;
    private final Person person;
    private final Account account;
    private final Requests requests;
    private final Services services;
    private final Timeline timeline;
    private final Operations operations;
    private final Evidences evidences;
    private final ObjectMapper json;
    private final JdbcClient sql;

    /** The owner of an account of this application. */
    public Customer(BeanFactory application, Person person, Account account) {
        this.self = As.owner(person, account);
        this.person = person;
        this.account = account;
        requests = application.getBean(Requests.class);
        services = application.getBean(Services.class);
        timeline = application.getBean(Timeline.class);
        operations = application.getBean(Operations.class);
        evidences = application.getBean(Evidences.class);
        json = application.getBean(ObjectMapper.class);
        sql = application.getBean(JdbcClient.class);
    }

    /** Asks for a service; answers the request. */
    public UUID asksFor(String type, String spec, @Nullable String password) {
        return asksFor(type, spec, password, null);
    }

    /** Asks for a service at this time, or at once; answers the request. */
    public UUID asksFor(String type, String spec, @Nullable String password, @Nullable Instant time) {
        Secret secret = password == null ? null : Secret.of(password);
        JsonNode wish = read(spec);
        return self.get(() -> requests.create(new NewService(account.id(), type, wish, secret, null, time))
                .id());
    }

    /** Asks for a service, however often with the same key; answers the one request. */
    public UUID asksOnceFor(String key, String type, String spec) {
        JsonNode wish = read(spec);
        return self.get(() -> requests.create(new NewService(account.id(), type, wish, null, key, null))
                .id());
    }

    /** Asks for a domain with these records, each written as JSON. */
    public UUID asksForDomain(String name, String... records) {
        return asksFor("domains", domain(name, records), null);
    }

    /** Asks for a mailbox. */
    public UUID asksForMailbox(String localPart, String domain, int quotaMb, String password) {
        return asksFor("mailboxes", mailbox(localPart, domain, quotaMb), password);
    }

    /** The wish for a domain. */
    public static String domain(String name, String... records) {
        return "{\"domain\":\"%s\",\"records\":[%s]}".formatted(name, String.join(",", records));
    }

    /** The wish for a mailbox. */
    public static String mailbox(String localPart, String domain, int quotaMb) {
        return "{\"localPart\":\"%s\",\"domain\":\"%s\",\"quotaMb\":%d}".formatted(localPart, domain, quotaMb);
    }

    /** The wish for a system user. */
    public static String systemUser(String name, String access) {
        return "{\"name\":\"%s\",\"access\":\"%s\"}".formatted(name, access);
    }

    /** Asks for another spec of the service as it is now. */
    public UUID changes(UUID service, String spec) {
        return changes(service, spec, null);
    }

    /** Asks for another spec of the service at this time, or at once. */
    public UUID changes(UUID service, String spec, @Nullable Instant time) {
        JsonNode wish = read(spec);
        return self.get(
                () -> requests.change(service, wish, services.get(service).revision(), null, time)
                        .id());
    }

    /** Asks for another password of a service. */
    public UUID setsPassword(UUID service, String password) {
        return self.get(
                () -> requests.setPassword(service, Secret.of(password), null).id());
    }

    /** Asks for the end of a service. */
    public UUID removes(UUID service) {
        return removes(service, null);
    }

    /** Asks for the end of a service at this time, or at once. */
    public UUID removes(UUID service, @Nullable Instant time) {
        return self.get(() -> requests.remove(service, services.get(service).name(), null, time)
                .id());
    }

    /** Lets a request begin now that waits for its time. */
    public void begins(UUID request) {
        self.run(() -> requests.beginNow(request));
    }

    /** Ends a request without effect, or keeps what was to be removed. */
    public void cancels(UUID request) {
        self.run(() -> requests.cancel(request));
    }

    /** The request as it is now. */
    public Request request(UUID request) {
        return self.get(() -> requests.get(request));
    }

    /** The service that a request is about, as it is now. */
    public Service serviceOf(UUID request) {
        return self.get(() -> services.get(requests.get(request).serviceId()));
    }

    /** The version of a service that its page would say now. */
    public long versionOf(UUID service) {
        return self.get(() -> services.get(service).revision());
    }

    /** What a service is called. */
    public String nameOf(UUID service) {
        return self.get(() -> services.get(service).name());
    }

    /** What the page of a service says for other programs: each value under the code of its label. */
    public Map<String, String> toldOf(UUID service) {
        return self.get(() -> services.facts(service).stream()
                .collect(Collectors.toMap(ServiceType.Fact::code, ServiceType.Fact::value)));
    }

    /** The customer's living service of this name. */
    public UUID theService(String type, String name) {
        return self.get(() -> services.ofType(account.id(), type).stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id());
    }

    /** Waits for the end of a request. */
    public Request.State endOf(UUID request) {
        await("the end", request, () -> !request(request).state().isOpen());
        return request(request).state();
    }

    /** Waits for a line of this kind on the request's page; answers the last one. */
    public RequestEvent awaits(UUID request, String kind) {
        return awaits(request, kind, event -> true);
    }

    /** Waits for a line of this kind that fits; answers the last one. */
    public RequestEvent awaits(UUID request, String kind, Predicate<RequestEvent> fits) {
        Predicate<RequestEvent> wanted = event -> event.kind().equals(kind) && fits.test(event);
        await("a line " + kind, request, () -> page(request).stream().anyMatch(wanted));
        return page(request).stream().filter(wanted).reduce((a, b) -> b).orElseThrow();
    }

    private void await(String what, UUID request, Callable<Boolean> condition) {
        try {
            Awaitility.await(what).atMost(PATIENCE).until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(what + " did not come:\n" + story(request), e);
        }
    }

    /** The lines on the request's page, oldest first. */
    public List<RequestEvent> page(UUID request) {
        return timeline.of(request(request).id());
    }

    /** The kinds of the lines on the request's page. */
    public List<String> kinds(UUID request) {
        return page(request).stream().map(RequestEvent::kind).toList();
    }

    /** The request's page and all attempts, for a person who reads the report of a failed test. */
    public String story(UUID request) {
        StringBuilder story = new StringBuilder(request(request).state().name());
        page(request).forEach(event -> story.append("\n%s %s %s".formatted(event.at(), event.kind(), event.args())));
        for (Operation operation : operations.ofRequest(request)) {
            story.append("\n%s %s".formatted(operation.verb(), operation.state()));
            for (Attempt attempt : evidences.of(operation.stepId()).of(operation)) {
                story.append("\n  %s %s %s %s"
                        .formatted(attempt.outcome(), attempt.stdout(), attempt.stderr(), attempt.note()));
            }
        }
        return story.toString();
    }

    /** Where the letters arrive. */
    public String email() {
        return person.email();
    }

    /** The letters from now on, when those about what has happened so far have arrived. */
    public Letters letters() {
        Awaitility.await("the letters on their way to " + email())
                .atMost(PATIENCE)
                .until(() ->
                        sql.sql("select count(*) from letter where recipient = ? and sent is null and held is null")
                                        .param(email())
                                        .query(Integer.class)
                                        .single()
                                == 0);
        return Letters.to(email());
    }

    /** The account that owns the services. */
    public Account account() {
        return account;
    }

    private JsonNode read(String spec) {
        try {
            return json.readTree(spec);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(spec, e);
        }
    }
}
