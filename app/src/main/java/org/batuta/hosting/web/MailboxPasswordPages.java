package org.batuta.hosting.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.batuta.frame.Done;
import org.batuta.hosting.HolderPasswords;
import org.batuta.hosting.HostingProperties;
import org.batuta.secrets.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** For whoever uses a mailbox and has no login here: a new password, by the present one (C21). */
@Controller
@RequestMapping("/mailbox-password")
class MailboxPasswordPages {

    private final HolderPasswords holders;
    private final Duration answeredAfter;

    MailboxPasswordPages(HolderPasswords holders, HostingProperties properties) {
        this.holders = holders;
        this.answeredAfter = properties.holderAnswer();
    }

    @GetMapping
    String form() {
        return "hosting/mailbox-password";
    }

    /** What can be read is answered when the same time has passed, without a thread that waits for it. */
    @PostMapping
    CompletableFuture<Done> ask(
            @RequestParam(defaultValue = "") String address,
            @RequestParam(required = false) @Nullable Secret present,
            @RequestParam(required = false) @Nullable Secret password,
            @RequestParam(required = false) @Nullable Secret repeated,
            HttpServletRequest call) {
        long begun = System.nanoTime();
        try {
            TypedTwice.require(password, repeated);
            String token = holders.ask(new HolderPasswords.Wish(address, present, password), call.getRemoteAddr());
            Executor inTime = CompletableFuture.delayedExecutor(
                    answeredAfter.toNanos() - (System.nanoTime() - begun), TimeUnit.NANOSECONDS);
            return CompletableFuture.supplyAsync(
                    () -> new Done("/mailbox-password/" + token, "hosting.mailbox-password.asked"), inTime);
        } finally {
            TypedTwice.wipe(present, password, repeated);
        }
    }

    /** The same for every wish that is not known to be in force, and for what never was one. */
    @GetMapping("/{token}")
    String told(@PathVariable String token, Model model) {
        model.addAttribute("inForce", holders.isInForce(token));
        model.addAttribute("token", token);
        return "hosting/mailbox-password-asked";
    }
}
