package org.batuta.provider;

import java.util.UUID;
import org.batuta.orchestration.Enrolment;
import org.batuta.orchestration.Servers;
import org.batuta.servers.TestServer;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A server as an earlier release left it: its runner is an older one, scripts are missing, and its daemons were prepared
 * by another script. It is in maintenance until this is said to be over; only then its upgrade begins.
 */
public final class Earlier {

    private static final String RUNNER = "/usr/local/sbin/batuta-runner";

    private final TestServer machine;
    private final UUID server;
    private final Servers servers;
    private final Enrolment enrolment;

    private Earlier(BeanFactory application, TestServer machine, UUID server) {
        this.machine = machine;
        this.server = server;
        this.servers = application.getBean(Servers.class);
        this.enrolment = application.getBean(Enrolment.class);
    }

    /**
     * Sets a server at work back.
     *
     * @param kept the hash of the script that the earlier release had too
     */
    public static Earlier on(BeanFactory application, TestServer machine, UUID server, String kept) {
        Earlier earlier = new Earlier(application, machine, server);
        As.administrator().run(() -> earlier.servers.drain(server, "set back by a test"));
        machine.exec("find", "/usr/local/lib/batuta/scripts", "-type", "f", "!", "-name", kept, "-delete")
                .orFail();
        JdbcClient sql = application.getBean(JdbcClient.class);
        sql.sql(
                        "update server set release = 'bygone', release_brought = 'bygone', release_tried = 'bygone' where id = ?")
                .param(server)
                .update();
        sql.sql("update operation set script_sha = 'bygone' where server_id = ? and verb = 'PREPARE'")
                .param(server)
                .update();
        return earlier.hasRunner(1);
    }

    /** Its runner has this version. */
    public Earlier hasRunner(int version) {
        edit("s/^readonly VERSION=[0-9]*/readonly VERSION=" + version + "/");
        try {
            enrolment.checkServer(server);
        } catch (Enrolment.Failed e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /** Its runner finds that no new one does its work. */
    public Earlier believesNoOther() {
        edit("s/^knock() {.*/knock() { echo it is broken; return 0; }\\nknocked() {/");
        return this;
    }

    /** Its runner believes what is true again. */
    public void believesAgain() {
        edit("/^knock() { echo/d; s/^knocked() {/knock() {/");
    }

    private void edit(String how) {
        machine.exec("sed", "-i", how, RUNNER).orFail();
    }

    /** It takes operations again, and its upgrade begins by itself. */
    public void works() {
        As.administrator().run(() -> servers.resume(server));
    }
}
