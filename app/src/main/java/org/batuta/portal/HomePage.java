package org.batuta.portal;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page of a customer. */
@Controller
class HomePage {

    @GetMapping("/")
    String home(Model model) {
        model.addAttribute("place", "home");
        return "portal/home";
    }
}
