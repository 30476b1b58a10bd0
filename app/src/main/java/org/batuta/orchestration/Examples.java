package org.batuta.orchestration;

import java.util.Map;

/** What the conditions of routes can ask for. Asked when one is written, answered by the module that owns services. */
public interface Examples {

    /** By name, the values of a service of this type as its form begins; every service of the type has the same names. */
    Map<String, Object> of(String serviceType);
}
