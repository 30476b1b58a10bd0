package org.batuta.api;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.batuta.kernel.Refusal.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * What a program is told when a call cannot be answered as asked. What is wrong with a field is 422 and stands at its
 * place; what cannot be now, whatever the fields, is 409; what cannot be read is 400.
 */
@RestControllerAdvice(annotations = RestController.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final ProblemWords words;

    Problems(ProblemWords words) {
        this.words = words;
    }

    @ExceptionHandler
    ResponseEntity<Object> on(NotFound nothing) {
        LOG.debug("Not told: {}", nothing.getMessage());
        return answer(words.of(HttpStatus.NOT_FOUND), HttpHeaders.EMPTY);
    }

    @ExceptionHandler
    ResponseEntity<Object> on(OptimisticLockingFailureException conflict) {
        LOG.info("Two wrote at once: {}", conflict.getMessage());
        return answer(words.of(HttpStatus.CONFLICT), HttpHeaders.EMPTY);
    }

    @ExceptionHandler
    ResponseEntity<Object> on(Refusal refusal, WebRequest call) {
        HttpStatus status = refusal.fields().isEmpty() ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_ENTITY;
        return answer(words.of(status, refusal, hasBody(call)), HttpHeaders.EMPTY);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException unread, HttpHeaders headers, HttpStatusCode status, WebRequest call) {
        return on(
                new Refusal(
                        unread.getFieldErrors().stream().map(Problems::problem).toList()),
                call);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unread, HttpHeaders headers, HttpStatusCode status, WebRequest call) {
        if (unread.contains(StreamConstraintsException.class)) {
            return answer(words.of(HttpStatus.PAYLOAD_TOO_LARGE), headers);
        }
        if (unread.getCause() instanceof JsonMappingException wrong
                && !wrong.getPath().isEmpty()) {
            boolean unknown = wrong instanceof UnrecognizedPropertyException;
            return on(Refusal.at(field(wrong), unknown ? "api.unknown" : "malformed"), call);
        }
        return answer(words.of(HttpStatus.BAD_REQUEST), headers);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException missing,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest call) {
        return on(Refusal.at(missing.getParameterName(), "missing"), call);
    }

    /** An address that cannot be one of ours is one we do not know. */
    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException malformed, HttpHeaders headers, HttpStatusCode status, WebRequest call) {
        if (malformed instanceof MethodArgumentTypeMismatchException argument
                && !argument.getParameter().hasParameterAnnotation(PathVariable.class)) {
            return on(Refusal.at(argument.getName(), "choice"), call);
        }
        return answer(words.of(HttpStatus.NOT_FOUND), headers);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest call) {
        HttpStatus known = HttpStatus.resolve(status.value());
        return answer(words.of(known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known), headers);
    }

    static ResponseEntity<Object> answer(org.batuta.api.Problem problem, HttpHeaders headers) {
        return ResponseEntity.status(problem.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static Problem problem(FieldError error) {
        return Refusal.at(error.getField(), error.isBindingFailure() ? "choice" : "missing")
                .problems()
                .get(0);
    }

    private static String field(JsonMappingException wrong) {
        StringBuilder field = new StringBuilder();
        for (JsonMappingException.Reference at : wrong.getPath()) {
            if (at.getFieldName() == null) {
                field.append('[').append(at.getIndex()).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(at.getFieldName());
            }
        }
        return field.toString();
    }

    private static boolean hasBody(WebRequest call) {
        HttpMethod method = call instanceof ServletWebRequest http ? http.getHttpMethod() : HttpMethod.GET;
        return method == HttpMethod.POST || method == HttpMethod.PUT;
    }
}
