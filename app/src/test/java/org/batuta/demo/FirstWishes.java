package org.batuta.demo;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.batuta.demo.Welcome.Sight;
import org.batuta.hosting.Request;
import org.batuta.hosting.Requests;
import org.batuta.hosting.Requests.NewService;
import org.batuta.hosting.Service;
import org.batuta.hosting.ServiceType;
import org.batuta.hosting.ServiceType.Look;
import org.batuta.hosting.ServiceType.Place;
import org.batuta.hosting.ServiceTypes;
import org.batuta.hosting.Services;
import org.batuta.orchestration.Attempt;
import org.batuta.orchestration.Evidences;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.Operations;
import org.batuta.orchestration.Routes;
import org.batuta.provider.As;
import org.batuta.secrets.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.data.domain.Pageable;

/**
 * A domain and a mailbox, asked for like from the portal. Their idempotency keys make a later start ask nothing again:
 * it only looks.
 */
final class FirstWishes {

    static final String DOMAIN = "x.test";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Requests requests;
    private final Services services;
    private final ServiceTypes types;
    private final Routes routes;
    private final Operations operations;
    private final Evidences evidences;
    private final As customer;
    private final UUID account;
    private final Consumer<String> news;

    FirstWishes(BeanFactory application, As customer, UUID account, Consumer<String> news) {
        this.requests = application.getBean(Requests.class);
        this.services = application.getBean(Services.class);
        this.types = application.getBean(ServiceTypes.class);
        this.routes = application.getBean(Routes.class);
        this.operations = application.getBean(Operations.class);
        this.evidences = application.getBean(Evidences.class);
        this.customer = customer;
        this.account = account;
        this.news = news;
    }

    /** What is seen from outside of both, once both requests ended; what an earlier start asked for is not asked again. */
    Welcome.Sights askAndLook() {
        String password = Passwords.fresh();
        boolean isNew = asked("mailboxes", "info@" + DOMAIN).isEmpty();
        if (isNew) {
            news.accept("Making %s and info@%s on the servers ...".formatted(DOMAIN, DOMAIN));
        }
        Request domain = asked("domains", DOMAIN).orElseGet(() -> ask("domains", domain(), null));
        Request mailbox = asked("mailboxes", "info@" + DOMAIN).orElseGet(() -> ask("mailboxes", mailbox(), password));
        return new Welcome.Sights(isNew ? password : null, List.of(sight(domain), sight(mailbox)));
    }

    private Optional<Request> asked(String type, String name) {
        return customer.get(() -> services.ofType(account, type).stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .flatMap(service -> requests.ofService(service.id(), Pageable.unpaged()).stream()
                        .reduce((newer, older) -> older)));
    }

    private static ObjectNode domain() {
        var spec = JsonNodeFactory.instance.objectNode().put("domain", DOMAIN);
        spec.putArray("records");
        return spec;
    }

    private static ObjectNode mailbox() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("localPart", "info")
                .put("domain", DOMAIN)
                .put("quotaMb", 100);
    }

    private Request ask(String type, ObjectNode spec, @Nullable String password) {
        try (Secret secret = Secret.of(password == null ? "" : password)) {
            var wish = new NewService(account, type, spec, password == null ? null : secret, null, null);
            return customer.get(() -> requests.create(wish));
        }
    }

    private Sight sight(Request asked) {
        Service service = customer.get(() -> services.get(asked.serviceId()));
        if (!asked.state().isOpen()) {
            return new Sight(service.name(), now(service));
        }
        try {
            Request.State end = await().atMost(PATIENCE)
                    .until(() -> customer.get(() -> requests.get(asked.id()).state()), state -> !state.isOpen());
            return new Sight(service.name(), end == Request.State.DONE ? seen(asked.id()) : "ended " + end);
        } catch (ConditionTimeoutException e) {
            return new Sight(service.name(), "not done yet: see its request in the portal, and Tasklist");
        }
    }

    /** The last look of the request's own probe, in its words. */
    private String seen(UUID request) {
        return operations.ofRequest(request).stream()
                .filter(operation -> operation.serverId() == null)
                .flatMap(operation -> attempts(operation).stream())
                .map(Attempt::stdout)
                .reduce("", (earlier, last) -> last);
    }

    private List<Attempt> attempts(Operation operation) {
        return evidences.of(operation.stepId()).of(operation);
    }

    private String now(Service service) {
        return service.isActive()
                ? look(types.of(service.type()), service)
                : "is " + service.state() + " since an earlier start";
    }

    private <S extends Record> String look(ServiceType<S> type, Service service) {
        List<Place> places = routes.targets(type.key(), Map.of()).stream()
                .map(route -> new Place(
                        route.server().id(),
                        route.server().name(),
                        route.server().address(),
                        route.role()))
                .limit(type.spread() == ServiceType.Spread.ONE ? 1 : Long.MAX_VALUE)
                .collect(Collectors.toList());
        S spec = types.read(type, service.spec());
        return type.probe(new ServiceType.Wish<>(service.id(), spec, true, places), Look.CHANGED)
                .evidence();
    }
}
