package org.batuta.frame;

import java.util.List;
import org.batuta.frame.Finds.Found;
import org.batuta.frame.Finds.Sought;
import org.batuta.kernel.Refusal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Finds anything that a program may see, as the field on every page does. */
@RestController
@RequestMapping(Link.ROOT + "/find")
class FindCalls {

    private final List<Finds> kinds;

    FindCalls(List<Finds> kinds) {
        this.kinds = kinds;
    }

    /**
     * What was found.
     *
     * @param more what tells it from others of its name
     */
    record Shown(Link url, String name, String more) {

        static Shown of(Found found) {
            return new Shown(found.url(), found.name(), found.more());
        }
    }

    /** The closest of each kind. */
    @GetMapping
    Listing<Shown> find(@RequestParam(defaultValue = "") String q) {
        Sought sought = Sought.of(q);
        if (!sought.isEnough()) {
            throw Refusal.at("q", "find", Sought.SHORTEST, Sought.LONGEST);
        }
        return new Listing<>(
                kinds.stream()
                        .flatMap(kind -> kind.find(sought).stream())
                        .map(Shown::of)
                        .toList(),
                null);
    }
}
