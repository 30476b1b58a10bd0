package org.batuta.orchestration.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.Listing;
import org.batuta.frame.Portion;
import org.batuta.frame.Sent;
import org.batuta.kernel.NotFound;
import org.batuta.orchestration.Role;
import org.batuta.orchestration.Route;
import org.batuta.orchestration.Routes;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Which servers take which kind of service, for programs of the staff. */
@RestController
@RequestMapping(Link.ROOT + "/routes")
class RouteCalls {

    private final Routes routes;

    RouteCalls(Routes routes) {
        this.routes = routes;
    }

    /** Which routes a program looks for. */
    record Filter(@Nullable String type, @Nullable Link server) {

        boolean finds(Route route) {
            return (type == null || type.equals(route.serviceType()))
                    && (server == null
                            || server.in("servers", "server")
                                    .equals(route.server().id()));
        }
    }

    /**
     * A route as programs see it.
     *
     * @param ready whether the server is prepared for this type
     * @param condition of which services of its type it takes, in FEEL; null for all
     * @param version counts its changes
     */
    record Shown(
            Link url,
            UUID id,
            String type,
            Link server,
            Role role,
            int position,
            boolean ready,
            @Nullable String condition,
            long version) {

        static Shown of(Route route) {
            return new Shown(
                    new Link("routes", route.id()),
                    route.id(),
                    route.serviceType(),
                    new Link("servers", route.server().id()),
                    route.role(),
                    route.position(),
                    route.isReady(),
                    route.condition(),
                    route.version());
        }
    }

    /**
     * What a program sends that lets a server take a type of service.
     *
     * @param condition of which of them it takes, in FEEL; nothing for all
     */
    record Asked(
            @NotNull String type,
            @NotNull Link server,
            @NotNull Role role,
            @Nullable String condition) implements Sent {}

    /**
     * What a program sends that changes a condition.
     *
     * @param condition in FEEL; empty to take all
     * @param version of the route that the program saw
     */
    record ConditionAsked(
            @NotNull String condition, @NotNull Long version) implements Sent {}

    /** In the order in which they were added. */
    @GetMapping
    @Calls(value = Routes.class, method = "all")
    Listing<Shown> list(Filter filter, Portion portion) {
        return portion.ofAll(routes.all().stream().filter(filter::finds).toList(), Route::id, Shown::of);
    }

    @GetMapping("/{id}")
    @Calls(value = Routes.class, method = "all")
    Shown one(@PathVariable UUID id) {
        return routes.all().stream()
                .filter(route -> route.id().equals(id))
                .findFirst()
                .map(Shown::of)
                .orElseThrow(() -> new NotFound("route", id));
    }

    /** The server takes this type from now on; one that works already is prepared first. */
    @PostMapping
    @Calls(value = Routes.class, method = "add")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Shown> add(@Valid @RequestBody Asked asked) {
        Shown added = Shown.of(
                routes.add(asked.type(), asked.server().in("servers", "server"), asked.role(), asked.condition()));
        return ResponseEntity.created(added.url().uri()).body(added);
    }

    /** New services are placed by this condition; what lies on the server stays there. */
    @PutMapping("/{id}/condition")
    @Calls(value = Routes.class, method = "change")
    Shown change(@PathVariable UUID id, @Valid @RequestBody ConditionAsked asked) {
        routes.change(id, asked.condition(), asked.version());
        return one(id);
    }

    /** New services no longer go there; what lies there stays. */
    @DeleteMapping("/{id}")
    @Calls(value = Routes.class, method = "remove")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id) {
        routes.remove(id);
    }
}
