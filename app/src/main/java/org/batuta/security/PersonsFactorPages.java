package org.batuta.security;

import java.util.UUID;
import org.batuta.accounts.Personnel;
import org.batuta.frame.Done;
import org.batuta.security.factor.SecondFactors;
import org.batuta.security.passkeys.Passkeys;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Where an administrator turns the second factor off for somebody who has lost app and recovery codes (A07), or takes
 * away passkeys whose devices are lost (A08).
 */
@Controller
@RequestMapping("/desk/people/{id}")
class PersonsFactorPages {

    private final Personnel personnel;
    private final SecondFactors factors;
    private final Passkeys passkeys;

    PersonsFactorPages(Personnel personnel, SecondFactors factors, Passkeys passkeys) {
        this.personnel = personnel;
        this.factors = factors;
        this.passkeys = passkeys;
    }

    @ModelAttribute("place")
    String place() {
        return "accounts";
    }

    @GetMapping("/second-factor")
    String page(@PathVariable UUID id, Model model) {
        model.addAttribute("person", personnel.get(id));
        model.addAttribute("factor", factors.of(id));
        model.addAttribute("passkeys", passkeys.of(id));
        return "security/second-factor-of";
    }

    @PostMapping("/second-factor/reset")
    Done reset(@PathVariable UUID id) {
        factors.reset(id);
        return new Done("/desk/people/" + id + "/second-factor", "security.second-factor.reset.done");
    }

    @PostMapping("/passkeys/reset")
    Done resetPasskeys(@PathVariable UUID id) {
        passkeys.reset(id);
        return new Done("/desk/people/" + id + "/second-factor", "security.passkeys.reset.done");
    }
}
