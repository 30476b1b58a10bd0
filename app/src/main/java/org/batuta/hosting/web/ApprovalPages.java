package org.batuta.hosting.web;

import java.util.UUID;
import org.batuta.hosting.Approvals;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What the form of the task shows in which somebody approves a request. */
@Controller
class ApprovalPages {

    private final Approvals approvals;

    ApprovalPages(Approvals approvals) {
        this.approvals = approvals;
    }

    @GetMapping("/desk/evidence/approvals/{requestId}")
    String evidence(@PathVariable UUID requestId, Model model) {
        model.addAttribute("asked", approvals.asked(requestId));
        return "hosting/approval :: evidence";
    }
}
