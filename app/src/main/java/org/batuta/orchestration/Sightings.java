package org.batuta.orchestration;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When each server was last heard of: to the second, and only by who finds the row free, or all results would queue for it. */
@Component
class Sightings {

    private final JdbcClient sql;

    Sightings(JdbcClient sql) {
        this.sql = sql;
    }

    /** The server answered just now, and something succeeded there or not. */
    void seen(UUID serverId, boolean success) {
        sql.sql("update server set last_seen = now(),"
                        + " last_success = case when :success then now() else last_success end"
                        + " where id = (select id from server where id = :id"
                        + " and (last_seen is null or last_seen < now() - interval '1 second'"
                        + " or :success and (last_success is null or last_success < now() - interval '1 second'))"
                        + " for no key update skip locked)")
                .param("success", success)
                .param("id", serverId)
                .update();
    }
}
