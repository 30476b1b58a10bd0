package org.batuta.orchestration.web;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.batuta.frame.Done;
import org.batuta.frame.Pages;
import org.batuta.orchestration.Choice;
import org.batuta.orchestration.GroupDecision;
import org.batuta.orchestration.GroupRepairs;
import org.batuta.orchestration.Incident;
import org.batuta.orchestration.IncidentLog;
import org.batuta.orchestration.IncidentLog.Group;
import org.batuta.orchestration.IncidentLog.Member;
import org.batuta.orchestration.Servers;
import org.batuta.workflow.OpenTasks;
import org.batuta.workflow.OpenTasks.Open;
import org.springframework.data.domain.Page;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The groups of equal failures: what waits in each, the task that goes on with it, and one decision for all of it. */
@Controller
@RequestMapping("/desk/incidents")
class IncidentPages {

    private final IncidentLog log;
    private final Servers servers;
    private final GroupRepairs repairs;
    private final OpenTasks tasks;

    IncidentPages(IncidentLog log, Servers servers, GroupRepairs repairs, OpenTasks tasks) {
        this.log = log;
        this.servers = servers;
        this.repairs = repairs;
        this.tasks = tasks;
    }

    @GetMapping
    String list(
            @RequestParam(defaultValue = "false") boolean solved,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        Page<Group> groups = log.search(solved, Pages.at(page));
        model.addAttribute("place", "incidents");
        model.addAttribute("solved", solved);
        model.addAttribute("groups", groups);
        model.addAttribute("servers", Names.of(servers.all()));
        model.addAttribute(
                "tasks",
                byInstance(
                        groups.stream().flatMap(group -> group.first().stream()).toList()));
        return "orchestration/incidents";
    }

    @GetMapping("/{id}")
    String page(@PathVariable UUID id, @RequestParam(defaultValue = "1") int page, Model model) {
        Incident incident = log.get(id);
        Page<Member> members = log.members(id, Pages.at(page));
        model.addAttribute("place", "incidents");
        model.addAttribute("incident", incident);
        model.addAttribute("members", members);
        model.addAttribute("servers", Names.of(servers.all()));
        model.addAttribute("tasks", byInstance(members.getContent()));
        model.addAttribute("decisions", log.decisions(id));
        model.addAttribute(
                "offered",
                GroupRepairs.offered(incident).stream().map(Choice::word).toList());
        return "orchestration/incident";
    }

    @PostMapping("/{id}")
    Done decide(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String choice,
            @RequestParam(defaultValue = "") String comment) {
        int decided =
                repairs.decide(id, choice, comment).map(GroupDecision::decided).orElse(0);
        return new Done("/desk/incidents/" + id, "orchestration.incident.decided", decided);
    }

    private Map<String, Open> byInstance(List<Member> members) {
        List<String> instances = members.stream()
                .map(Member::processInstanceId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return tasks.within(instances).stream()
                .collect(Collectors.toMap(Open::processInstanceId, task -> task, (one, other) -> one));
    }
}
