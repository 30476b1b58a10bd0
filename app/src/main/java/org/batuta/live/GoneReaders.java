package org.batuta.live;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Ends a live page whose reader is gone before its first event. The web server ends by itself only what breaks later:
 * the call of such a page it would count as under way for ever, and wait for it when the node stops.
 */
@Component
class GoneReaders implements HandlerExceptionResolver, Ordered {

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (failure instanceof IOException && request.isAsyncStarted()) {
            request.getAsyncContext().complete();
        }
        return null;
    }

    /** Before those who answer: there is nobody to answer to, and they look no further. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
