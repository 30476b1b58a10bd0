package org.batuta.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.batuta.api.Problem.Wrong;
import org.batuta.kernel.IdempotencyKey;
import org.batuta.kernel.PlainText;
import org.batuta.kernel.Refusal;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/** Puts a "no" into words: those of the pages where there is one for it. */
@Component
class ProblemWords {

    private static final String KEY = "key";

    private final MessageSource words;

    ProblemWords(MessageSource words) {
        this.words = words;
    }

    Problem of(HttpStatus status) {
        return new Problem(status.getReasonPhrase(), status.value(), detail(status), null, List.of());
    }

    /**
     * A refusal: what the wish as a whole is refused for stands above, what is wrong at a place stands at that place.
     *
     * @param inBody whether its fields are those of the body, else they are parameters of the address
     */
    Problem of(HttpStatus status, Refusal refusal, boolean inBody) {
        List<Refusal.Problem> whole = refusal.problemsAt("");
        List<Wrong> errors = refusal.problems().stream()
                .filter(problem -> !problem.field().isEmpty())
                .map(problem -> wrong(problem, inBody))
                .toList();
        return new Problem(
                status.getReasonPhrase(),
                status.value(),
                whole.isEmpty() ? detail(status) : said(whole.get(0)),
                whole.isEmpty() ? null : whole.get(0).code(),
                errors);
    }

    private Wrong wrong(Refusal.Problem problem, boolean inBody) {
        if (problem.field().equals(KEY)) {
            return new Wrong(null, null, IdempotencyKey.HEADER, problem.code(), said(problem));
        }
        return inBody
                ? new Wrong(pointer(problem.field()), null, null, problem.code(), said(problem))
                : new Wrong(null, PlainText.visibleLine(problem.field()), null, problem.code(), said(problem));
    }

    /** {@code records[0].value} as {@code #/records/0/value}. */
    static String pointer(String field) {
        StringBuilder pointer = new StringBuilder("#");
        Arrays.stream(field.split("[.\\[\\]]+"))
                .map(part -> part.replace("~", "~0").replace("/", "~1"))
                .map(part -> UriUtils.encode(part, StandardCharsets.UTF_8))
                .forEach(part -> pointer.append('/').append(part));
        return pointer.toString();
    }

    private String said(Refusal.Problem problem) {
        return words.getMessage("refusal." + problem.code(), problem.args().toArray(), LocaleContextHolder.getLocale());
    }

    private String detail(HttpStatus status) {
        String said = words.getMessage("api.problem." + status.value(), null, null, LocaleContextHolder.getLocale());
        String otherwise = status.is5xxServerError() ? "api.problem.500" : "api.problem.400";
        return said == null ? words.getMessage(otherwise, null, LocaleContextHolder.getLocale()) : said;
    }
}
