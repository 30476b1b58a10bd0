package org.batuta.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.batuta.kernel.Refusal;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses a parameter that a call does not have: a filter with a typing error would find everything. */
class KnownParameters implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest call, HttpServletResponse answer, Object handler) {
        if (handler instanceof HandlerMethod method && !isForm(call)) {
            Set<String> known = Parameters.of(method).keySet();
            Refusal.Collector problems = new Refusal.Collector();
            call.getParameterMap().keySet().stream()
                    .filter(name -> !known.contains(name))
                    .forEach(name -> problems.add(name, "api.unknown"));
            problems.refuseIfAny();
        }
        return true;
    }

    /** What a form sends is read by no call, and refused for its kind. */
    private static boolean isForm(HttpServletRequest call) {
        String kind = call.getContentType();
        return call.getMethod().equals("POST")
                && kind != null
                && kind.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }
}
