package org.batuta.orchestration.web;

import jakarta.validation.Valid;
import java.util.List;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.RulesAsked;
import org.batuta.frame.RulesShown;
import org.batuta.frame.TableAsked;
import org.batuta.orchestration.FailurePolicy;
import org.batuta.orchestration.Policies;
import org.batuta.workflow.Decisions;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The failure policy as a table, for programs of the staff. */
@RestController
@RequestMapping(Link.ROOT + "/policies/failure")
class PolicyCalls {

    private final Policies policies;

    PolicyCalls(Policies policies) {
        this.policies = policies;
    }

    /** What would change with a table. */
    record Preview(List<FailurePolicy.Difference> differences) {}

    /** One version; the one in force if none is named. */
    @GetMapping
    @Calls(value = Policies.class, method = "version")
    RulesShown one(@RequestParam(required = false) @Nullable Integer version) {
        List<Decisions.Version> versions = policies.versions();
        int number = version == null ? versions.get(0).number() : version;
        String table = policies.text(policies.version(number));
        return versions.stream()
                .filter(each -> each.number() == number)
                .findFirst()
                .map(each -> new RulesShown(number, each.since(), each.by(), table))
                .orElseThrow();
    }

    /** Brings a table into force, as a new version in the place of another. */
    @PutMapping
    @Calls(value = Policies.class, method = "change")
    RulesShown change(@Valid @RequestBody RulesAsked asked) {
        return one(policies.change(asked.table(), asked.instead()));
    }

    /** What would change, and nothing does. */
    @PostMapping("/preview")
    @Calls(value = Policies.class, method = "preview")
    Preview preview(@Valid @RequestBody TableAsked asked) {
        return new Preview(policies.preview(asked.table()));
    }
}
