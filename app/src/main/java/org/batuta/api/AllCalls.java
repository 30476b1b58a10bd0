package org.batuta.api;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** All calls of programs, found by being there, and the permission that each asks for. */
@Component
class AllCalls {

    private static final Pattern AUTHORITY = Pattern.compile("hasAuthority\\('([A-Z_]+)'\\)");

    private final RequestMappingHandlerMapping mappings;

    AllCalls(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
        this.mappings = mappings;
    }

    /**
     * One call.
     *
     * @param permission of the public method at which it ends; empty for what each token may
     */
    record Route(String path, RequestMethod method, HandlerMethod call, Optional<String> permission) {

        boolean isOpenTo(Set<String> permissions) {
            return permission.map(permissions::contains).orElse(true);
        }
    }

    /** In the order of their addresses. */
    List<Route> all() {
        return mappings.getHandlerMethods().entrySet().stream()
                .filter(mapping -> path(mapping.getKey()).startsWith(Link.ROOT + "/"))
                .flatMap(mapping -> mapping.getKey().getMethodsCondition().getMethods().stream()
                        .map(method -> new Route(
                                path(mapping.getKey()), method, mapping.getValue(), permission(mapping.getValue()))))
                .sorted(Comparator.comparing(Route::path).thenComparing(Route::method))
                .toList();
    }

    private static String path(RequestMappingInfo mapping) {
        return mapping.getPatternValues().iterator().next();
    }

    private static Optional<String> permission(HandlerMethod call) {
        return Optional.ofNullable(call.getMethodAnnotation(Calls.class)).map(AllCalls::permission);
    }

    private static String permission(Calls calls) {
        Set<String> permissions = Arrays.stream(calls.value().getDeclaredMethods())
                .filter(method -> method.getName().equals(calls.method()))
                .filter(method -> java.lang.reflect.Modifier.isPublic(method.getModifiers()))
                .map(AllCalls::permission)
                .collect(Collectors.toSet());
        Assert.state(permissions.size() == 1, () -> "Not one permission: " + calls + " " + permissions);
        return permissions.iterator().next();
    }

    private static String permission(Method method) {
        PreAuthorize rule = AnnotatedElementUtils.findMergedAnnotation(method, PreAuthorize.class);
        if (rule == null) {
            rule = AnnotatedElementUtils.findMergedAnnotation(method.getDeclaringClass(), PreAuthorize.class);
        }
        Matcher named = AUTHORITY.matcher(rule == null ? "" : rule.value());
        Assert.state(named.matches(), () -> "Asks for no permission: " + method);
        return named.group(1);
    }
}
