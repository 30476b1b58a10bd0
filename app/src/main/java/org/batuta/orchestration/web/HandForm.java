package org.batuta.orchestration.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.batuta.frame.Done;
import org.batuta.orchestration.Handovers;
import org.batuta.workflow.OpenTasks;
import org.batuta.workflow.StaffDirectory.Member;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where one of the staff hands a task to a colleague and says why. */
@Controller
@RequestMapping("/desk/tasks/{id}/hand")
class HandForm {

    private final OpenTasks tasks;
    private final Handovers handovers;

    HandForm(OpenTasks tasks, Handovers handovers) {
        this.tasks = tasks;
        this.handovers = handovers;
    }

    @ModelAttribute("place")
    String place() {
        return "tasks";
    }

    @GetMapping
    String form(@PathVariable UUID id, Model model) {
        Map<String, String> colleagues = new LinkedHashMap<>();
        handovers.colleagues(id).forEach(member -> colleagues.put(member.login(), shown(member)));
        model.addAttribute("task", tasks.get(id));
        model.addAttribute("colleagues", colleagues);
        return "orchestration/hand";
    }

    @PostMapping
    Done hand(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String colleague,
            @RequestParam(defaultValue = "") String comment) {
        handovers.hand(id, colleague, comment);
        return new Done("/desk/tasks", "orchestration.task.handed", colleague);
    }

    private static String shown(Member member) {
        return member.name() + " (" + member.login() + ")";
    }
}
