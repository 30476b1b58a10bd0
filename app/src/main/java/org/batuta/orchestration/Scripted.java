package org.batuta.orchestration;

/**
 * A type of service whose scripts lie in a folder of its name. Asked for at the start, answered by the module that owns
 * services: a folder of which nobody speaks is not brought onto servers.
 */
public interface Scripted {

    /** The type's name, which is also the last part of its folder. */
    String key();
}
