package org.batuta.kernel;

/**
 * There is no such thing, or not for this person: both are the same answer (404), so that an identifier of somebody
 * else tells nothing (T17).
 */
public class NotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what was looked for, for the log only. */
    public NotFound(String what, Object id) {
        super("No " + what + " " + id);
    }
}
