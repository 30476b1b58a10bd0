package org.batuta.accounts.web;

import java.time.Instant;
import java.util.UUID;
import org.batuta.accounts.Logins;
import org.batuta.accounts.Person;
import org.batuta.accounts.Personnel;
import org.batuta.accounts.StaffRole;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.Listing;
import org.batuta.frame.Portion;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The people of the provider, and where anybody is logged in, for programs of administrators (A13). */
@RestController
@RequestMapping(Link.ROOT + "/people")
class PersonnelCalls {

    private final Personnel personnel;

    PersonnelCalls(Personnel personnel) {
        this.personnel = personnel;
    }

    /**
     * Somebody who can log in, or could once.
     *
     * @param staffRole null for a customer
     * @param shutOut whether this person is let in nowhere
     */
    record Shown(
            Link url,
            UUID id,
            String login,
            String name,
            String email,
            @Nullable StaffRole staffRole,
            boolean shutOut) {

        static Shown of(Person person) {
            return new Shown(
                    new Link("people", person.id()),
                    person.id(),
                    person.login(),
                    person.name(),
                    person.email(),
                    person.staffRole().orElse(null),
                    person.isDisabled());
        }
    }

    /**
     * One login that goes on.
     *
     * @param agent what the browser says it is; text of a stranger, never to be trusted
     * @param withPasskey whether it was made by a passkey, else by a password
     * @param used when it was last used, to the minute
     */
    record Login(UUID id, String address, String agent, boolean withPasskey, Instant begun, Instant used) {

        static Login of(Logins.Session session) {
            return new Login(
                    session.id(),
                    session.address(),
                    session.agent(),
                    session.passkey() != null,
                    session.begun(),
                    session.used());
        }
    }

    /** Who works for the provider, in the order in which they were entered. */
    @GetMapping
    @Calls(value = Personnel.class, method = "staff")
    Listing<Shown> staff(Portion portion) {
        return portion.ofAll(personnel.staff(), Person::id, Shown::of);
    }

    @GetMapping("/{id}")
    @Calls(value = Personnel.class, method = "get")
    Shown one(@PathVariable UUID id) {
        return Shown.of(personnel.get(id));
    }

    /** Where somebody is logged in, the oldest login first. */
    @GetMapping("/{id}/logins")
    @Calls(value = Personnel.class, method = "logins")
    Listing<Login> logins(@PathVariable UUID id, Portion portion) {
        return portion.ofAll(personnel.logins(id), Logins.Session::id, Login::of);
    }

    /** Ends all logins of somebody, who may log in again. */
    @DeleteMapping("/{id}/logins")
    @Calls(value = Personnel.class, method = "endLogins")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endLogins(@PathVariable UUID id) {
        personnel.endLogins(id);
    }
}
