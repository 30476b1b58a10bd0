package org.batuta.hosting.web;

import java.util.List;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.RulesShown;
import org.batuta.hosting.ApprovalPolicies;
import org.batuta.workflow.Decisions;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The approval policy as a table, for programs of the staff; only a person changes who approves what (K12). */
@RestController
@RequestMapping(Link.ROOT + "/policies/approvals")
class ApprovalPolicyCalls {

    private final ApprovalPolicies policies;

    ApprovalPolicyCalls(ApprovalPolicies policies) {
        this.policies = policies;
    }

    /** One version; the one in force if none is named. */
    @GetMapping
    @Calls(value = ApprovalPolicies.class, method = "version")
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
}
