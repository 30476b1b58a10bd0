package org.batuta.orchestration;

import java.util.Locale;

/** What an operation does with a service on a server; each is one script of the service type. */
public enum Verb {
    /** Makes a stock daemon ready to take services of this type; once per server and route, and when a release changes it. */
    PREPARE,
    /** Makes the server look like the record: create, change, suspend and rebuild are all this. */
    APPLY,
    /** Takes the service off the server; a second time finds nothing to do. */
    REMOVE,
    /** Reads how much the service uses. */
    MEASURE,
    /** Compares the server with the record and changes nothing. */
    CHECK,
    /** Hands over a verifier from an envelope; the only verb that changes a password. */
    SET_PASSWORD,
    /** Asks the server whether a password from an envelope is the present one, and changes nothing. */
    PROVE,
    /** Makes the daemon read its files again. */
    RELOAD,
    /** Brings a release's runner and scripts onto a server; the runner's own work, no script. */
    UPGRADE,
    /** Looks from outside whether the service works; runs here, not on a server. */
    PROBE;

    /** Whether a script of the service type does it. */
    boolean isScript() {
        return this != PROBE && this != UPGRADE;
    }

    /** The verb as it is spelled in file names: {@code set-password}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
