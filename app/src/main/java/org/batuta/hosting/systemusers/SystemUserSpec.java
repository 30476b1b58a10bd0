package org.batuta.hosting.systemusers;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The wish for a system user.
 *
 * @param name what it is called on its server
 * @param access what it may do there
 * @param mainUser the main one of its account, which a main user is itself; given by us, when it is asked for (T05)
 */
public record SystemUserSpec(String name, @Nullable Access access, String mainUser) {

    /** What somebody gets who logs in. */
    public enum Access {
        /** Moves files (SFTP) and gives no commands. */
        FILES,
        /** Gives commands too. */
        COMMANDS
    }

    /** Missing texts are empty ones. */
    public SystemUserSpec(@Nullable String name, @Nullable Access access, @Nullable String mainUser) {
        this.name = Objects.requireNonNullElse(name, "");
        this.access = access;
        this.mainUser = Objects.requireNonNullElse(mainUser, "");
    }

    boolean isMain() {
        return name.equals(mainUser);
    }
}
