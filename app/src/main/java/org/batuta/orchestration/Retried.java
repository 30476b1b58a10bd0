package org.batuta.orchestration;

import java.util.List;
import java.util.UUID;

/**
 * What became of trying many operations again.
 *
 * @param tried how many steps are tried again now
 * @param left those that are not
 */
public record Retried(int tried, List<Left> left) {

    /**
     * An operation that is not tried again.
     *
     * @param why {@code done}, {@code over} (nobody waits for it any more), {@code moving} (it is being tried),
     *     {@code service-lives}, {@code name-of-another}, or {@code failed} (the log says why)
     */
    public record Left(UUID operationId, String service, String why) {}

    public Retried {
        left = List.copyOf(left);
    }
}
