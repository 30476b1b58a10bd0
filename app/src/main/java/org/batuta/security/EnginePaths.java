package org.batuta.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The paths of the engine's web applications, as the servlets see them: servlet path and path info together, decoded.
 * (Patterns of Spring Security see only what belongs to its own dispatcher and let the engine's servlets slip through.)
 * Whatever is not named here is closed to everybody.
 */
enum EnginePaths implements RequestMatcher {
    /** Everything below {@code /camunda}, and everything else the engine's jars would serve. */
    ALL("/camunda(/.*)?"),
    CLOSED("/(webjars|plugin|camunda-welcome|engine-rest|rest|api/engine|meta-inf|web-inf)(/.*)?"),
    /** Who is logged in, and the way out; nothing else of the Admin application. */
    WHO("/camunda/api/admin/auth/user/[^/]+"),
    LOGOUT("/camunda/api/admin/auth/user/[^/]+/logout"),
    /** Calls of the applications; the rest are pages. */
    CALLS("/camunda/api(/.*)?"),
    /** What both applications share. */
    SHARED("/camunda/(lib|assets|favicon\\.ico)(/.*)?"),
    TASKLIST("/camunda/(app|api)/tasklist(/.*)?"),
    COCKPIT("/camunda/(app|api)/cockpit(/.*)?"),
    /** Our own plugin of Cockpit, which only reads. */
    PLUGIN("/camunda/api/cockpit/plugin/batuta(/.*)?"),
    ENGINE("/camunda/api/engine/engine(/default(/.*)?)?"),
    /** What nobody may change over HTTP: pictures, where instances stand, persons, rights, whom a task is offered to. */
    ENGINE_NEVER("/camunda/api/engine/engine/default/"
            + "(deployment(/.*)?|(process-instance|process-definition)/(.+/)?(modification|restart)(-async)?"
            + "|modification(/.*)?|migration(/.*)?|identity(/.*)?|user(/.*)?|group(/.*)?|tenant(/.*)?"
            + "|authorization(/.*)?|external-task(/.*)?|task/[^/]+/identity-links(/.*)?)"),
    /**
     * What nobody may bring into a process, because a task that is completed takes what it asks for and nothing else:
     * variables, and what moves a process past its task or starts one and may bring some.
     */
    ENGINE_VARIABLES("/camunda/api/engine/engine/default/"
            + "((task|process-instance|execution)/[^/]+/(local)?variables(/.*)?"
            + "|process-instance/(variables|message)-async|execution/[^/]+/(signal|messagesubscriptions(/.*)?)"
            + "|task/[^/]+/(resolve|bpmnerror|bpmnescalation)|process-definition/(.+/)?(start|submit-form)"
            + "|(message|signal|condition)(/.*)?|case-(definition|instance|execution)(/.*)?)"),
    /** Questions that are too long for an address. */
    ENGINE_QUESTION("/camunda/api/engine/engine/default/(process-instance|execution|variable-instance|task|job|incident"
            + "|history/(process-instance|activity-instance|task|variable-instance|detail|incident|job-log"
            + "|decision-instance|external-task-log))(/count)?"),
    /** Filters are made at the start and never changed: their expressions are evaluated. */
    FILTER("/camunda/api/engine/engine/default/filter(/.*)?"),
    FILTER_RESULT("/camunda/api/engine/engine/default/filter/[^/]+/(list|singleresult|count)");

    private final Pattern pattern;

    EnginePaths(String pattern) {
        this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        String info = request.getPathInfo();
        String path = (request.getServletPath() + (info == null ? "" : info)).toLowerCase(Locale.ROOT);
        return pattern.matcher(withoutLastSlash(path)).matches();
    }

    RequestMatcher reading() {
        return request -> isReading(request) && matches(request);
    }

    RequestMatcher posting() {
        return request -> request.getMethod().equals("POST") && matches(request);
    }

    RequestMatcher changing() {
        return request -> !isReading(request) && matches(request);
    }

    private static String withoutLastSlash(String path) {
        return path.endsWith("/") && path.length() > 1 ? path.substring(0, path.length() - 1) : path;
    }

    private static boolean isReading(HttpServletRequest request) {
        return switch (request.getMethod()) {
            case "GET", "HEAD", "OPTIONS" -> true;
            default -> false;
        };
    }
}
