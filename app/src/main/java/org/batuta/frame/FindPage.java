package org.batuta.frame;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.batuta.frame.Finds.Found;
import org.batuta.frame.Finds.Sought;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One field on every page finds anything that may be seen there. */
@Controller
class FindPage {

    private final List<Finds> kinds;

    FindPage(List<Finds> kinds) {
        this.kinds = kinds;
    }

    @GetMapping("/find")
    String find(@RequestParam(defaultValue = "") String q, Authentication who, Model model) {
        Sought sought = Sought.of(q);
        model.addAttribute("place", "find");
        model.addAttribute("door", isStaff(who) ? "desk" : "portal");
        model.addAttribute("q", q);
        model.addAttribute("enough", sought.isEnough());
        model.addAttribute("found", sought.isEnough() ? found(sought) : Map.of());
        return "frame/find";
    }

    private Map<String, List<Found>> found(Sought sought) {
        Map<String, List<Found>> found = new LinkedHashMap<>();
        for (Finds kind : kinds) {
            List<Found> some = kind.find(sought);
            if (!some.isEmpty()) {
                found.put(kind.kind(), some);
            }
        }
        return found;
    }

    private static boolean isStaff(Authentication who) {
        return who.getAuthorities().stream().anyMatch(each -> "SEE_OPERATIONS".equals(each.getAuthority()));
    }
}
