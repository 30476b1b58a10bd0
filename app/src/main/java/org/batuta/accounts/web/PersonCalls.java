package org.batuta.accounts.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.UUID;
import org.batuta.accounts.Person;
import org.batuta.accounts.Reception;
import org.batuta.accounts.Role;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.Sent;
import org.batuta.secrets.Secret;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where programs of administrators let people into accounts, and shut them out. */
@RestController
@RequestMapping(Link.ROOT + "/accounts/{id}")
class PersonCalls {

    private final Reception reception;

    PersonCalls(Reception reception) {
        this.reception = reception;
    }

    /** Somebody who can log in from now on. */
    record Shown(Link url, UUID id, String login, String name, String email, Role role) {}

    /**
     * What a program sends that lets somebody new into an account.
     *
     * @param password the first one; nobody keeps it
     */
    record Asked(
            @NotNull String login,
            @NotNull String name,
            @NotNull String email,
            @NotNull Role role,
            @NotNull Secret password)
            implements Sent {}

    /**
     * What a program sends that gives somebody a role who can log in already.
     *
     * @param member the login
     */
    record RoleAsked(@NotNull String member, @NotNull Role role) implements Sent {}

    /** Enters somebody new who can log in from now on, and has this role on the account. */
    @PostMapping("/people")
    @Calls(value = Reception.class, method = "welcome")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Shown> welcome(@PathVariable UUID id, @Valid @RequestBody Asked asked) {
        char[] password = asked.password().chars();
        try {
            Person person = reception.welcome(
                    id,
                    asked.role(),
                    asked.login().strip(),
                    asked.name().strip(),
                    asked.email().strip(),
                    CharBuffer.wrap(password));
            Link url = new Link("accounts/" + id + "/people", person.id());
            return ResponseEntity.created(url.uri())
                    .body(new Shown(url, person.id(), person.login(), person.name(), person.email(), asked.role()));
        } finally {
            Arrays.fill(password, '\0');
            asked.password().wipe();
        }
    }

    /** Gives somebody who can log in already this role on the account, instead of any other there. */
    @PutMapping("/roles")
    @Calls(value = Reception.class, method = "giveRole")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void giveRole(@PathVariable UUID id, @Valid @RequestBody RoleAsked asked) {
        reception.giveRole(id, asked.member().strip(), asked.role());
    }

    /** Shuts a member of the account out at once, through every door and of every account. */
    @PostMapping("/people/{personId}/out")
    @Calls(value = Reception.class, method = "shutOut")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void shutOut(@PathVariable UUID id, @PathVariable UUID personId) {
        reception.shutOut(id, personId);
    }

    /** Lets a member of the account in again. */
    @PostMapping("/people/{personId}/in")
    @Calls(value = Reception.class, method = "letIn")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void letIn(@PathVariable UUID id, @PathVariable UUID personId) {
        reception.letIn(id, personId);
    }
}
