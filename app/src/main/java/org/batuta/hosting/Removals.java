package org.batuta.hosting;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.batuta.hosting.Request.Verb;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which service may be removed, and what its removal forbids: nothing new lives in it from the asking on, so that it
 * is still empty when its time has come; until then it may be changed.
 */
@Component
class Removals {

    private final ServiceRows services;
    private final RequestRows requests;
    private final Schedule schedule;
    private final ServiceTypes types;

    Removals(ServiceRows services, RequestRows requests, Schedule schedule, ServiceTypes types) {
        this.services = services;
        this.requests = requests;
        this.schedule = schedule;
        this.types = types;
    }

    void requireRemovable(Service service, String typed, @Nullable Instant scheduledFor) {
        requireStaying(service);
        types.staysBecause(service).ifPresent(why -> {
            throw Refusal.at("", why, service.name());
        });
        Refusal.Collector problems = new Refusal.Collector();
        problems.require(typed.strip().equalsIgnoreCase(service.name()), "confirm", "type-the-name", service.name());
        schedule.check(scheduledFor, false, problems);
        problems.refuseIfAny();
        if (scheduledFor != null && waitsFor(service, Verb.CREATE).isPresent()) {
            throw Refusal.at("", "not-made-yet", service.name());
        }
        requireEmpty(service);
    }

    void requireStaying(Service service) {
        if (isUnderWay(service)) {
            throw Refusal.at("", "being-removed", service.name());
        }
    }

    void requireEmpty(Service service) {
        List<Service> children = services.livingChildren(service.id());
        if (!children.isEmpty()) {
            String names = children.stream().map(Service::name).collect(Collectors.joining(", "));
            throw Refusal.at("", "still-in-use", children.size(), names);
        }
    }

    /** Refuses, at this field of its wish, what should live in a service that will not stay. */
    void requireStayingFor(String field, Service parent) {
        of(parent).ifPresent(removal -> {
            String code = removal.isScheduled() ? "removed-later" : "being-removed";
            throw Refusal.at(field, code, parent.name());
        });
    }

    /** Whether it is being removed, and not only at a later time. */
    boolean isUnderWay(Service service) {
        return of(service).filter(removal -> !removal.isScheduled()).isPresent();
    }

    private Optional<Request> of(Service service) {
        if (service.state() == Service.State.REMOVED) {
            throw new NotFound("service", service.id());
        }
        return requests.running(service.id())
                .filter(request -> request.verb() == Verb.REMOVE)
                .or(() -> waitsFor(service, Verb.REMOVE));
    }

    private Optional<Request> waitsFor(Service service, Verb verb) {
        return requests.waiting(service.id()).stream()
                .filter(request -> request.verb() == verb)
                .findFirst();
    }
}
