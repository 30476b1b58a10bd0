package org.batuta.orchestration;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which scripts lie on which server, by the server's own word. The dispatcher hands over only what lies there and is
 * ready: a script that has just come waits until its server is prepared for it.
 */
@Component
class ServerScripts {

    private final JdbcClient sql;

    ServerScripts(JdbcClient sql) {
        this.sql = sql;
    }

    /** These and no others lie there now; what is new is not ready. */
    void note(UUID server, Collection<String> found) {
        String all = String.join(",", found);
        sql.sql("delete from server_script where server_id = ? and sha256 <> all (string_to_array(?, ','))")
                .params(server, all)
                .update();
        sql.sql("insert into server_script (server_id, sha256, ready) select ?, sha, false"
                        + " from unnest(string_to_array(?, ',')) sha on conflict do nothing")
                .params(server, all)
                .update();
    }

    /** The server is prepared for all that lies there. */
    void makeReady(UUID server) {
        sql.sql("update server_script set ready = true where server_id = ? and not ready")
                .param(server)
                .update();
    }

    /** The hashes of what may be handed over to the server. */
    Set<String> ready(UUID server) {
        return sql.sql("select sha256 from server_script where server_id = ? and ready")
                .param(server)
                .query(String.class)
                .set();
    }

    /** What was noted before so many days, is none of these, and is named by nothing that may go on. */
    List<String> unused(UUID server, Collection<String> present, int days) {
        return sql.sql("""
                select h.sha256 from server_script h
                where h.server_id = :server and h.noted < now() - make_interval(days => :days)
                and h.sha256 <> all (string_to_array(:present, ',')) and not exists (
                    select from operation o join step s on s.id = o.step_id
                    where o.server_id = h.server_id and o.script_sha = h.sha256
                    and s.state not in ('DONE', 'SKIPPED', 'SUPERSEDED'))""")
                .param("server", server)
                .param("days", days)
                .param("present", String.join(",", present))
                .query(String.class)
                .list();
    }

    /** It lies there no more. */
    void forget(UUID server, String script) {
        sql.sql("delete from server_script where server_id = ? and sha256 = ?")
                .params(server, script)
                .update();
    }

    /** Steps of which something waits for its script. */
    List<UUID> waiting(UUID server) {
        return sql.sql("""
                select distinct o.step_id from operation o join step s on s.id = o.step_id
                where o.server_id = ? and o.state = 'PENDING' and s.state in ('RUNNING', 'CHECKING')
                and o.script_sha is not null and o.verb <> 'PREPARE' and not exists (
                    select from server_script h
                    where h.server_id = o.server_id and h.sha256 = o.script_sha and h.ready)""").param(server).query(UUID.class).list();
    }
}
