package org.batuta.accounts;

import java.util.List;
import java.util.UUID;
import org.batuta.kernel.NotFound;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where administrators look after the logins of people, of customers and of the provider (A13). */
@Component
@PreAuthorize("hasAuthority('MANAGE_ACCOUNTS')")
@Transactional
public class Personnel {

    private final People people;
    private final Logins logins;

    Personnel(People people, Logins logins) {
        this.people = people;
        this.logins = logins;
    }

    /** Who works for the provider, by login. */
    @Transactional(readOnly = true)
    public List<Person> staff() {
        return people.staff();
    }

    /**
     * Somebody who can log in, or could once.
     *
     * @throws NotFound when there is nobody
     */
    @Transactional(readOnly = true)
    public Person get(UUID id) {
        return people.findById(id).orElseThrow(() -> new NotFound("person", id));
    }

    /** The person's logins that go on, the last used first. */
    @Transactional(readOnly = true)
    public List<Logins.Session> logins(UUID personId) {
        return logins.of(get(personId));
    }

    /** Ends all logins of the person, who may log in again. */
    public void endLogins(UUID personId) {
        logins.endAll(get(personId).id());
    }
}
