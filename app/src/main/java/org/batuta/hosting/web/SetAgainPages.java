package org.batuta.hosting.web;

import org.batuta.frame.Done;
import org.batuta.hosting.PasswordLinks;
import org.batuta.secrets.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where the link of a letter leads that asks to set a password again: one field for one service, without a login. */
@Controller
@RequestMapping("/set-again")
class SetAgainPages {

    private final PasswordLinks links;

    SetAgainPages(PasswordLinks links) {
        this.links = links;
    }

    @GetMapping("/{token}")
    String form(@PathVariable String token, Model model) {
        model.addAttribute("name", links.look(token));
        model.addAttribute("token", token);
        return "hosting/set-again";
    }

    @PostMapping("/{token}")
    Done set(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable Secret password,
            @RequestParam(required = false) @Nullable Secret repeated) {
        try {
            TypedTwice.require(password, repeated);
            links.setPassword(token, password);
            return new Done("/set-again", "hosting.password.taken");
        } finally {
            TypedTwice.wipe(password, repeated);
        }
    }

    @GetMapping
    String taken() {
        return "hosting/set-again-taken";
    }
}
