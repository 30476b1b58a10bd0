package org.batuta.frame;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.batuta.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.View;

/** A refused form: its own page, as a reader would get it, with what was typed and what is wrong with it. */
final class ShownAgain implements View {

    static final String TYPED = "typed";

    private final Refusal refusal;

    ShownAgain(Refusal refusal) {
        this.refusal = refusal;
    }

    @Override
    public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        request.setAttribute("refusal", refusal);
        request.setAttribute(
                TYPED,
                request.getParameterMap().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, sent -> String.join(",", sent.getValue()))));
        request.getRequestDispatcher(request.getRequestURI()).forward(new Reading(request), response);
    }

    /** The same address, only to be read. */
    static final class Reading extends HttpServletRequestWrapper {

        Reading(HttpServletRequest taking) {
            super(taking);
        }

        @Override
        public String getMethod() {
            return "GET";
        }
    }
}
