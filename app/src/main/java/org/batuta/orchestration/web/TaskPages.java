package org.batuta.orchestration.web;

import java.util.UUID;
import org.batuta.accounts.Acting;
import org.batuta.frame.Done;
import org.batuta.frame.Pages;
import org.batuta.orchestration.Handovers;
import org.batuta.workflow.OpenTasks;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What waits for the staff: until when, and who has it. It is worked on in Tasklist. */
@Controller
@RequestMapping("/desk/tasks")
class TaskPages {

    private final OpenTasks tasks;
    private final Handovers handovers;

    TaskPages(OpenTasks tasks, Handovers handovers) {
        this.tasks = tasks;
        this.handovers = handovers;
    }

    @GetMapping
    String list(@RequestParam(defaultValue = "1") int page, Model model) {
        model.addAttribute("place", "tasks");
        model.addAttribute("tasks", tasks.all(Pages.at(page)));
        model.addAttribute("me", Acting.current().login());
        return "orchestration/tasks";
    }

    @PostMapping("/{id}/back")
    Done giveBack(@PathVariable UUID id) {
        handovers.giveBack(id);
        return new Done("/desk/tasks", "orchestration.task.given-back");
    }
}
