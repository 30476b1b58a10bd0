package org.batuta.orchestration.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.Sent;
import org.batuta.orchestration.Retried;
import org.batuta.orchestration.Retries;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Many failed operations that are tried again at once, for programs of the staff (T09). */
@RestController
@RequestMapping(Link.ROOT + "/retries")
class RetryCalls {

    private final Retries retries;
    private final MessageSource words;

    RetryCalls(Retries retries, MessageSource words) {
        this.retries = retries;
        this.words = words;
    }

    /** What a program sends that tries many again. */
    record Asked(@NotNull List<@NotNull Link> operations) implements Sent {

        Set<UUID> chosen() {
            Set<UUID> chosen = operations.stream()
                    .map(each -> each.in("operations", "operations"))
                    .collect(Collectors.toSet());
            Chosen.require(chosen, "operations");
            return chosen;
        }
    }

    /**
     * What became of it.
     *
     * @param tried how many steps are tried again now
     * @param left the operations that are not
     */
    record Shown(int tried, List<Left> left) {}

    /**
     * An operation that is not tried again.
     *
     * @param why a word for the reason
     */
    record Left(Link operation, String name, String why, String explanation) {}

    /** Tries again now whatever of these waits for that, each by itself; what cannot be tried is left alone and told. */
    @PostMapping
    @Calls(value = Retries.class, method = "many")
    Shown retry(@Valid @RequestBody Asked asked) {
        Retried retried = retries.many(asked.chosen());
        return new Shown(
                retried.tried(), retried.left().stream().map(this::left).toList());
    }

    private Left left(Retried.Left left) {
        return new Left(
                new Link("operations", left.operationId()),
                left.service(),
                left.why(),
                words.getMessage("orchestration.operations.left." + left.why(), null, LocaleContextHolder.getLocale()));
    }
}
