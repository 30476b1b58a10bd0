package org.batuta.frame;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which public method of its module a call of a program ends at. Who may call it stands there and nowhere else; what a
 * program is told that it may do is read from there.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Calls {

    /** The class. */
    Class<?> value();

    /** The name of the method. */
    String method();
}
