package org.batuta.security;

import org.batuta.accounts.Person;
import org.springframework.security.core.AuthenticationException;

/** The password was right, and a code of the second factor is wanted too. */
class CodeWanted extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    private final transient Person person;

    CodeWanted(Person person) {
        super("a code is wanted too");
        this.person = person;
    }

    Person person() {
        return person;
    }
}
