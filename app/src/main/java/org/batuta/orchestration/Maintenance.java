package org.batuta.orchestration;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/**
 * Why a server takes no work for a while.
 *
 * @param reason in one line, for whoever waits for it
 * @param by the login of who began it
 */
@Embeddable
public record Maintenance(
        @Column(name = "maintenance_reason") String reason,
        @Column(name = "maintenance_since") Instant since,
        @Column(name = "maintenance_by") String by) {}
