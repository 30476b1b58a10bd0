package org.batuta.portal;

import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * What a page says when it cannot be shown as asked. A form catches its own {@link Refusal} and shows it at the fields;
 * what comes here has no form to stand in.
 */
@ControllerAdvice(annotations = Controller.class)
class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    @ExceptionHandler
    @ResponseStatus(HttpStatus.NOT_FOUND)
    String on(NotFound nothing) {
        LOG.debug("Not shown: {}", nothing.getMessage());
        return "error/404";
    }

    /** An address that cannot be one of ours is one we do not know. */
    @ExceptionHandler
    @ResponseStatus(HttpStatus.NOT_FOUND)
    String on(MethodArgumentTypeMismatchException malformed) {
        LOG.debug("Not an address: {}", malformed.getMessage());
        return "error/404";
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.CONFLICT)
    String on(OptimisticLockingFailureException conflict) {
        LOG.info("Two wrote at once: {}", conflict.getMessage());
        return "error/409";
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.UNPROCESSABLE_ENTITY)
    String on(Refusal refusal, Model model) {
        model.addAttribute("refusal", refusal);
        return "error/refused";
    }
}
