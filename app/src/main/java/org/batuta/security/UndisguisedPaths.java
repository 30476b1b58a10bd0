package org.batuta.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a path that names a servlet of the engine in disguise (encoded letters, parameters, doubled slashes), before
 * anything tries to understand it: the container would find the servlet, Spring would fall over it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class UndisguisedPaths extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean ofServlet = request.getPathInfo() != null;
        if (ofServlet && !request.getRequestURI().startsWith(request.getServletPath() + "/")) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        } else {
            chain.doFilter(request, response);
        }
    }
}
