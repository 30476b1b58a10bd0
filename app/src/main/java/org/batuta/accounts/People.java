package org.batuta.accounts;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All persons that can log in, or could once. */
public interface People extends Repository<Person, UUID> {

    Optional<Person> findById(UUID id);

    /** The person with exactly this login name, which is lower case. */
    Optional<Person> findByLogin(String login);

    /** Those who can log in and have this address, whatever its letters' size, by login. */
    @Query("select p from Person p where lower(p.email) = lower(:email) and not p.disabled order by p.login")
    List<Person> withEmail(String email);

    /** The persons with these login names. */
    List<Person> findByLoginIn(Collection<String> logins);

    /** The persons of the provider, by login. */
    @Query("select p from Person p where p.staffRole is not null and not p.disabled order by p.login")
    List<Person> staff();

    /** The owners of an account who can log in. */
    @Query("select p from Person p where not p.disabled and exists (select m from Membership m where m.personId = p.id"
            + " and m.accountId = :accountId and m.role = org.batuta.accounts.Role.OWNER) order by p.login")
    List<Person> owners(UUID accountId);

    Person save(Person person);
}
