package org.batuta.security;

import java.util.Map;
import java.util.Objects;
import org.batuta.frame.Throttle;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.test.util.ReflectionTestUtils;

/** Lets a test try more wrong passwords than anybody may. */
public final class Patience {

    private Patience() {}

    /** Forgets the wrong passwords that somebody who is logged in has tried. */
    public static void with(BeanFactory application, String login) {
        application.getBean(Throttle.class).succeededPresent(login);
    }

    /** Forgets all passwords that anybody has tried anywhere. */
    public static void withAll(BeanFactory application) {
        Object failures = ReflectionTestUtils.getField(application.getBean(Throttle.class), "failures");
        ((Map<?, ?>) Objects.requireNonNull(failures)).clear();
    }
}
