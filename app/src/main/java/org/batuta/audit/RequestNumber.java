package org.batuta.audit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.batuta.kernel.Ids;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each call over HTTP a number of our own, which ties the answer, the logs and the audit together. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestNumber extends OncePerRequestFilter {

    static final String KEY = "call";

    @Override
    protected void doFilterInternal(HttpServletRequest call, HttpServletResponse answer, FilterChain chain)
            throws ServletException, IOException {
        String number = Ids.next().toString();
        answer.setHeader("X-Request-Id", number);
        try (MDC.MDCCloseable ignored = MDC.putCloseable(KEY, number)) {
            chain.doFilter(call, answer);
        }
    }
}
