package org.batuta.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.batuta.kernel.Refusal.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.FieldError;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * What a page says when it cannot be shown as asked. A form that is refused is shown again: the page at its address,
 * with what was typed (the model attribute {@code typed}, by the fields' names) and the refusal at the fields. What has
 * no page of its own, as a button, is answered with a page that says why not.
 */
@ControllerAdvice(annotations = Controller.class)
class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final RequestMappingHandlerMapping pages;

    Answers(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping pages) {
        this.pages = pages;
    }

    /** What was typed into the form that is shown again; nothing where a form is shown for the first time. */
    @ModelAttribute(ShownAgain.TYPED)
    Map<String, String> typed(
            @RequestAttribute(name = ShownAgain.TYPED, required = false) @Nullable Map<String, String> typed) {
        return typed == null ? Map.of() : typed;
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.NOT_FOUND)
    String on(NotFound nothing) {
        LOG.debug("Not shown: {}", nothing.getMessage());
        return "error/404";
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.CONFLICT)
    String on(OptimisticLockingFailureException conflict) {
        LOG.info("Two wrote at once: {}", conflict.getMessage());
        return "error/409";
    }

    @ExceptionHandler
    ModelAndView on(Refusal refusal, HttpServletRequest request) throws Exception {
        if (hasPage(request)) {
            return new ModelAndView(new ShownAgain(refusal));
        }
        return new ModelAndView("error/refused", Map.of("refusal", refusal), HttpStatus.UNPROCESSABLE_ENTITY);
    }

    @ExceptionHandler
    ModelAndView on(MethodArgumentNotValidException unread, HttpServletRequest request) throws Exception {
        return on(
                new Refusal(
                        unread.getFieldErrors().stream().map(Answers::problem).toList()),
                request);
    }

    @ExceptionHandler
    ModelAndView on(MissingServletRequestParameterException missing, HttpServletRequest request) throws Exception {
        return on(Refusal.at(missing.getParameterName(), "missing"), request);
    }

    /** An address that cannot be one of ours is one we do not know. */
    @ExceptionHandler
    ModelAndView on(MethodArgumentTypeMismatchException malformed, HttpServletRequest request) throws Exception {
        if (malformed.getParameter().hasParameterAnnotation(RequestParam.class) && isTaking(request)) {
            return on(Refusal.at(malformed.getName(), "choice"), request);
        }
        LOG.debug("Not an address: {}", malformed.getMessage());
        return new ModelAndView("error/404", HttpStatus.NOT_FOUND);
    }

    private static Problem problem(FieldError error) {
        return Refusal.at(error.getField(), error.isBindingFailure() ? "choice" : "missing")
                .problems()
                .get(0);
    }

    private boolean hasPage(HttpServletRequest request) throws Exception {
        try {
            return isTaking(request) && pages.getHandler(new ShownAgain.Reading(request)) != null;
        } catch (HttpRequestMethodNotSupportedException onlyTaken) {
            return false;
        }
    }

    private static boolean isTaking(HttpServletRequest request) {
        return request.getMethod().equals("POST");
    }
}
