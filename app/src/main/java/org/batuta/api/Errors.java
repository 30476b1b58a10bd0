package org.batuta.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.batuta.frame.Link;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.autoconfigure.web.servlet.error.BasicErrorController;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorViewResolver;
import org.springframework.boot.web.servlet.error.ErrorAttributes;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/**
 * What is answered where no call of ours was reached: a token that opens nothing, an address that there is not, a
 * failure. Programs are told as by any other "no", whatever they accept; everybody else gets the page as ever.
 */
@Component
class Errors extends BasicErrorController {

    private static final String PROGRAMS = Link.ROOT.substring(0, Link.ROOT.indexOf('/', 1) + 1);

    private final ProblemWords words;
    private final ObjectMapper json;

    Errors(
            ErrorAttributes attributes,
            ServerProperties server,
            List<ErrorViewResolver> views,
            ProblemWords words,
            ObjectMapper json) {
        super(attributes, server.getError(), views);
        this.words = words;
        this.json = json;
    }

    @Override
    public @Nullable ModelAndView errorHtml(HttpServletRequest call, HttpServletResponse answer) {
        if (!isOfProgram(call)) {
            return super.errorHtml(call, answer);
        }
        Problem problem = problem(call);
        answer.setStatus(problem.status());
        answer.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        answer.setCharacterEncoding(StandardCharsets.UTF_8.name());
        try {
            json.writeValue(answer.getOutputStream(), problem);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return null;
    }

    @Override
    public ResponseEntity<Map<String, Object>> error(HttpServletRequest call) {
        if (!isOfProgram(call)) {
            return super.error(call);
        }
        Problem problem = problem(call);
        Map<String, Object> told =
                Map.of("title", problem.title(), "status", problem.status(), "detail", problem.detail());
        return ResponseEntity.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(told);
    }

    /** Whoever asks for this page itself, and not by a failure, asks for a page that there is not. */
    @Override
    protected HttpStatus getStatus(HttpServletRequest call) {
        return call.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) == null
                ? HttpStatus.NOT_FOUND
                : super.getStatus(call);
    }

    private Problem problem(HttpServletRequest call) {
        HttpStatus status = getStatus(call);
        return words.of(status);
    }

    private static boolean isOfProgram(HttpServletRequest call) {
        return String.valueOf(call.getAttribute(RequestDispatcher.ERROR_REQUEST_URI))
                .startsWith(PROGRAMS);
    }
}
