package org.batuta.security;

import org.springframework.beans.factory.BeanFactory;

/** Lets a test try more wrong passwords than anybody may. */
public final class Patience {

    private Patience() {}

    /** Forgets the wrong passwords that somebody who is logged in has tried. */
    public static void with(BeanFactory application, String login) {
        application.getBean(Throttle.class).succeededPresent(login);
    }
}
