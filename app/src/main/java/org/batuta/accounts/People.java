package org.batuta.accounts;

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

    /** The persons of the provider, by login. */
    @Query("select p from Person p where p.staffRole is not null and not p.disabled order by p.login")
    List<Person> staff();

    Person save(Person person);
}
