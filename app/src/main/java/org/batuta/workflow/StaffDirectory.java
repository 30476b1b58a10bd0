package org.batuta.workflow;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the engine has to know about people: who works for the provider, and as what. Customers are not in it. */
public interface StaffDirectory {

    /** Somebody of the staff, in exactly one group of the engine. */
    record Member(String login, String name, String email, String group) {}

    /** The member of staff with this login, unless that person may not log in. */
    Optional<Member> find(String login);

    /** Whether somebody who may log in with this login is in one of these groups. */
    default boolean isInOneOf(Set<String> groups, String login) {
        return find(login).map(Member::group).filter(groups::contains).isPresent();
    }

    /** All staff that may log in. */
    List<Member> all();
}
