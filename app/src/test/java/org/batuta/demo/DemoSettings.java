package org.batuta.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.batuta.servers.Database;

/**
 * What can be chosen about a demo, so that several can live on one machine.
 *
 * @param data where everything lies that stays for the next start ({@code BATUTA_DEMO_DIR})
 * @param instance the name of its set of servers ({@code BATUTA_DEMO_INSTANCE})
 * @param net the first three numbers of its servers' network ({@code BATUTA_DEMO_NET})
 * @param port of the application ({@code BATUTA_PORT})
 * @param mailPort of the page that shows the mails ({@code BATUTA_DEMO_MAIL_PORT}); 0 takes any
 */
record DemoSettings(Path data, String instance, String net, int port, int mailPort) {

    static DemoSettings of(Map<String, String> environment) {
        return new DemoSettings(
                Path.of(environment.getOrDefault("BATUTA_DEMO_DIR", "../data/demo"))
                        .toAbsolutePath()
                        .normalize(),
                environment.getOrDefault("BATUTA_DEMO_INSTANCE", "demo"),
                environment.getOrDefault("BATUTA_DEMO_NET", "10.79.0"),
                number(environment, "BATUTA_PORT", 8080),
                number(environment, "BATUTA_DEMO_MAIL_PORT", 8025));
    }

    private static int number(Map<String, String> environment, String name, int usual) {
        String given = environment.getOrDefault(name, "" + usual);
        try {
            return Integer.parseInt(given);
        } catch (NumberFormatException e) {
            throw new Demo.CannotStart(name + " is not a port: " + given);
        }
    }

    /** Before minutes are spent on servers. */
    void requireFreePorts() {
        requireFree(port, "BATUTA_PORT", 8081);
        requireFree(mailPort, "BATUTA_DEMO_MAIL_PORT", 8026);
    }

    private static void requireFree(int port, String name, int other) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(port));
        } catch (IOException e) {
            throw new Demo.CannotStart(
                    "Port %d is taken by another program. Stop it, or choose another port: %s=%d mvn -Pdemo"
                            .formatted(port, name, other));
        }
    }

    /** What the application is told; the rest is as in production. */
    Map<String, Object> properties(Database database, int smtpPort) {
        return Map.ofEntries(
                Map.entry("spring.datasource.url", database.url()),
                Map.entry("spring.datasource.username", database.user()),
                Map.entry("batuta.database.owner", database.owner()),
                Map.entry("spring.datasource.password", ""),
                Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "3s"),
                Map.entry("server.port", port),
                Map.entry("logging.config", "classpath:org/batuta/demo/logback.xml"),
                Map.entry("logging.file.name", log().toString()),
                Map.entry("batuta.key.dir", data.resolve("keys").toString()),
                Map.entry("batuta.ssh.dir", data.resolve("ssh").toString()),
                Map.entry("batuta.mail.host", "127.0.0.1"),
                Map.entry("batuta.mail.port", smtpPort),
                Map.entry("batuta.mail.from", "batuta@provider.test"),
                Map.entry("batuta.mail.administrators", "administrators@provider.test"),
                Map.entry("batuta.mail.site", "http://localhost:" + port),
                Map.entry("batuta.hosting.nodes", net + ".1"),
                Map.entry("batuta.hosting.mailboxes.host", net + ".11"),
                Map.entry("batuta.hosting.domains.name-servers", "host1.batuta.test,host2.batuta.test"),
                Map.entry("batuta.hosting.domains.mail-servers", "host1.batuta.test"),
                Map.entry("batuta.hosting.domains.address", net + ".11"));
    }

    Path log() {
        return data.resolve("batuta.log");
    }
}
