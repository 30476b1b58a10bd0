package org.batuta.hosting.web;

import org.batuta.kernel.Refusal;
import org.batuta.secrets.Secret;
import org.jspecify.annotations.Nullable;

/** A new password that a form asks for twice. */
final class TypedTwice {

    private TypedTwice() {}

    /** Refuses, at both fields, what is not the same. */
    static void require(@Nullable Secret password, @Nullable Secret repeated) {
        Refusal.Collector problems = new Refusal.Collector();
        boolean same = password == null ? repeated == null : repeated != null && password.matches(repeated);
        problems.require(same, "password", "not-the-same");
        problems.require(same, "repeated", "not-the-same");
        problems.refuseIfAny();
    }

    static void wipe(@Nullable Secret... secrets) {
        for (Secret secret : secrets) {
            if (secret != null) {
                secret.wipe();
            }
        }
    }
}
