package org.batuta.hosting.domains;

import java.time.Clock;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The serials, kept beside the hash of what they stand for. */
@Component
class Zones implements ZoneSerials {

    private final ZoneRows rows;
    private final Clock clock;

    Zones(ZoneRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    @Transactional
    public long serial(ZoneContent content) {
        String hash = ZoneFile.hash(content);
        if (TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            return rows.findById(content.domain()).orElseGet(Zone::new).wouldHave(hash, clock.instant());
        }
        rows.begin(content.domain());
        return rows.lock(content.domain()).orElseThrow().serialFor(hash, clock.instant());
    }

    @Override
    @Transactional(readOnly = true)
    public OptionalLong known(ZoneContent content) {
        return rows.findById(content.domain())
                .filter(zone -> zone.isOf(ZoneFile.hash(content)))
                .map(zone -> OptionalLong.of(zone.serial()))
                .orElse(OptionalLong.empty());
    }
}
