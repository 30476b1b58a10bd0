package org.batuta.hosting.web;

import jakarta.validation.Valid;
import java.util.List;
import java.util.Optional;
import org.batuta.frame.Done;
import org.batuta.frame.SentRules;
import org.batuta.hosting.ApprovalPolicies;
import org.batuta.hosting.ApprovalPolicy;
import org.batuta.workflow.Decisions;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The approval policy as a table: read by the staff, changed by administrators, who see first what that changes. */
@Controller
@RequestMapping("/desk/approval-policy")
class ApprovalPolicyPages {

    private static final String EDIT = "hosting/approval-policy-edit";

    private final ApprovalPolicies policies;

    ApprovalPolicyPages(ApprovalPolicies policies) {
        this.policies = policies;
    }

    @GetMapping
    String show(@RequestParam(required = false) @Nullable Integer version, Model model) {
        List<Decisions.Version> versions = policies.versions();
        int number = version == null ? versions.get(0).number() : version;
        model.addAttribute("place", "policy");
        model.addAttribute("versions", versions);
        model.addAttribute("number", number);
        model.addAttribute("rules", policies.version(number).rules());
        model.addAttribute("proposed", policies.proposed());
        return "hosting/approval-policy";
    }

    /** The form, filled in with a version, or with what the release proposes. */
    @GetMapping("/edit")
    @PreAuthorize("hasAuthority('RUN_PLATFORM')")
    String form(
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(defaultValue = "false") boolean release,
            Model model) {
        int inForce = policies.versions().get(0).number();
        ApprovalPolicy from = Optional.of(release)
                .filter(wanted -> wanted)
                .flatMap(wanted -> policies.proposal())
                .orElseGet(() -> policies.version(version == null ? inForce : version));
        model.addAttribute("place", "policy");
        model.addAttribute("text", policies.text(from));
        model.addAttribute("instead", inForce);
        return EDIT;
    }

    @PostMapping("/edit")
    @PreAuthorize("hasAuthority('RUN_PLATFORM')")
    ModelAndView change(@Valid SentRules sent) {
        List<ApprovalPolicy.Difference> differences = policies.preview(sent.table());
        if (sent.wasSeen()) {
            return new ModelAndView(new Done(
                    "/desk/approval-policy", "desk.rules.changed", policies.change(sent.table(), sent.instead())));
        }
        return new ModelAndView(EDIT)
                .addObject("place", "policy")
                .addObject("text", sent.table())
                .addObject("instead", sent.instead())
                .addObject("seen", sent.sum())
                .addObject("differences", differences);
    }
}
