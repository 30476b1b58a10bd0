package org.batuta.orchestration;

/** Why an attempt was made. */
public enum Trigger {
    /** The request's first try. */
    REQUEST,
    /** The failure policy said: try again. */
    POLICY,
    /** A person said so at the repair task. */
    PERSON
}
