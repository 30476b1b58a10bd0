package org.batuta.hosting.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.batuta.frame.Csv;
import org.batuta.frame.Pages;
import org.batuta.hosting.Finished;
import org.batuta.hosting.Finished.One;
import org.batuta.hosting.Finished.Sum;
import org.batuta.hosting.Finished.Wanted;
import org.batuta.hosting.Request;
import org.batuta.hosting.ServiceType;
import org.batuta.hosting.ServiceTypes;
import org.batuta.kernel.Refusal;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How requests went: whether people or machines are slow, and each that has ended, also for other programs. */
@Controller
class FinishedPages {

    private final Finished finished;
    private final ServiceTypes types;
    private final Clock clock;

    FinishedPages(Finished finished, ServiceTypes types, Clock clock) {
        this.finished = finished;
        this.types = types;
        this.clock = clock;
    }

    @GetMapping("/desk/finished")
    String list(
            FinishedFilter asked,
            @RequestParam(defaultValue = "1") int page,
            Model model,
            HttpServletResponse response) {
        FinishedFilter filter = asked.upTo(today());
        model.addAttribute("place", "finished");
        model.addAttribute("filter", filter);
        model.addAttribute("types", keys());
        model.addAttribute("verbs", Request.Verb.values());
        try {
            show(filter.wanted(keys()), Pages.at(page), model);
        } catch (Refusal refusal) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute("refusal", refusal);
        }
        return "hosting/finished";
    }

    private void show(Wanted wanted, Pageable page, Model model) {
        List<Sum> sums = finished.sums(wanted);
        long all = sums.stream().mapToLong(Sum::ended).sum();
        model.addAttribute("sums", sums);
        model.addAttribute("requests", new PageImpl<>(finished.page(wanted, page), page, all));
    }

    /** The same list as a table; a filter that is refused is shown at its page. */
    @GetMapping("/desk/finished.csv")
    void table(FinishedFilter asked, HttpServletResponse response) throws IOException {
        FinishedFilter filter = asked.upTo(today());
        Wanted wanted;
        try {
            wanted = filter.wanted(keys());
        } catch (Refusal refusal) {
            response.sendRedirect("/desk/finished" + asked.query());
            return;
        }
        response.setContentType(Csv.TYPE);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"finished-%s-%s.csv\"".formatted(filter.from(), filter.to()));
        PrintWriter out = response.getWriter();
        out.write(Csv.line(
                "request",
                "service",
                "type",
                "verb",
                "account",
                "customer",
                "asked",
                "ended",
                "outcome",
                "seconds",
                "seconds_waited_for_people",
                "people_wanted",
                "tries"));
        finished.each(wanted, one -> out.write(line(one)));
    }

    private static String line(One one) {
        return Csv.line(
                one.id(),
                one.service(),
                one.type(),
                one.verb(),
                one.number(),
                one.account(),
                one.asked(),
                one.ended(),
                one.state(),
                Math.round(one.took() * 1000) / 1000.0,
                Math.round(one.waited() * 1000) / 1000.0,
                one.calls(),
                one.tries());
    }

    private Set<String> keys() {
        return new LinkedHashSet<>(types.all().stream().map(ServiceType::key).toList());
    }

    private LocalDate today() {
        return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
