package org.batuta.bench;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The way of one request of one operation, as the database tells it; times in milliseconds.
 *
 * @param total from the wish to the end of the request
 * @param attempt from the claim of the operation to its verdict
 * @param script what the script says that it took
 */
record Trip(String service, Instant ended, double total, double attempt, double script) {

    /** All requests with exactly one attempt on a server, which was good. */
    static List<Trip> of(JdbcClient sql, Collection<UUID> requests) {
        return sql.sql("""
                        select s.name, r.ended_at, extract(epoch from r.ended_at - r.asked_at) * 1000 as total,
                               min(extract(epoch from a.ended - a.started) * 1000) as attempt, min(a.stdout) as said
                        from request r join service s on s.id = r.service_id join step p on p.request_id = r.id
                        join operation o on o.step_id = p.id join attempt a on a.operation_id = o.id
                        where r.id in (:ids) and r.state = 'DONE' and p.server_id is not null
                        group by r.id, s.name having count(*) = 1 and min(a.outcome) = 'DONE'""")
                .param("ids", requests)
                .query((row, number) -> of(row))
                .list();
    }

    private static Trip of(ResultSet row) throws SQLException {
        String[] said = row.getString("said").strip().split(" ");
        return new Trip(
                row.getString("name"),
                row.getTimestamp("ended_at").toInstant(),
                row.getDouble("total"),
                row.getDouble("attempt"),
                (Double.parseDouble(said[1]) - Double.parseDouble(said[0])) * 1000);
    }

    /** What the platform itself took. */
    double own() {
        return total - script;
    }

    /** The part of it between claim and verdict. */
    double carried() {
        return attempt - script;
    }
}
