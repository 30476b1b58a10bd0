package org.batuta.frame;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** What a page answers while the database does not: 503, and when to come again. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class Unavailable extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(Unavailable.class);
    private static final String SOON = "5";
    private static final String CONNECTION_FAILED = "08";

    @Override
    protected void doFilterInternal(HttpServletRequest call, HttpServletResponse answer, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(call, answer);
        } catch (ServletException | RuntimeException e) {
            if (answer.isCommitted() || !cameFromTheConnection(e)) {
                throw e;
            }
            LOG.warn("Not answered, for the database does not answer: {} {}", call.getMethod(), call.getRequestURI());
            answer.setHeader(HttpHeaders.RETRY_AFTER, SOON);
            answer.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }

    private static boolean cameFromTheConnection(@Nullable Throwable e) {
        if (e instanceof SQLTransientConnectionException) {
            return true;
        }
        if (e instanceof SQLException sql) {
            // the database gives every error a state; the pool says without one that the connection is gone
            return sql.getSQLState() == null || sql.getSQLState().startsWith(CONNECTION_FAILED);
        }
        return e != null && e.getCause() != e && cameFromTheConnection(e.getCause());
    }
}
