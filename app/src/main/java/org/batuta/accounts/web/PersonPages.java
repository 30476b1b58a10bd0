package org.batuta.accounts.web;

import java.util.UUID;
import org.batuta.accounts.Personnel;
import org.batuta.frame.Done;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The people of the provider, and a page of everybody who can log in, with where they are logged in. */
@Controller
@RequestMapping("/desk/people")
class PersonPages {

    private final Personnel personnel;

    PersonPages(Personnel personnel) {
        this.personnel = personnel;
    }

    @ModelAttribute("place")
    String place() {
        return "accounts";
    }

    @GetMapping
    String staff(Model model) {
        model.addAttribute("staff", personnel.staff());
        return "accounts/staff";
    }

    @GetMapping("/{id}")
    String page(@PathVariable UUID id, Model model) {
        model.addAttribute("person", personnel.get(id));
        model.addAttribute("logins", personnel.logins(id));
        return "accounts/somebody";
    }

    @PostMapping("/{id}/logins/end")
    Done endLogins(@PathVariable UUID id) {
        personnel.endLogins(id);
        return new Done("/desk/people/" + id, "accounts.person.logins-ended");
    }
}
