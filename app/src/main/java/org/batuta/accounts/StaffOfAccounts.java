package org.batuta.accounts;

import java.util.List;
import java.util.Optional;
import org.batuta.workflow.StaffDirectory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Answers the engine's question who works here: staff that is not disabled, and nobody else. */
@Component
class StaffOfAccounts implements StaffDirectory {

    private final People people;

    StaffOfAccounts(People people) {
        this.people = people;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Member> find(String login) {
        return people.findByLogin(login).filter(person -> !person.isDisabled()).flatMap(StaffOfAccounts::member);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Member> all() {
        return people.staff().stream()
                .map(StaffOfAccounts::member)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Member> member(Person person) {
        return person.staffRole().map(role -> new Member(person.login(), person.name(), person.email(), role.group()));
    }
}
