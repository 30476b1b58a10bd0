package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.provider.As;
import org.batuta.provider.Provider;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** A machine becomes a server of ours: a person compares its keys and runs one command, the process does the rest. */
@BatutaTest
@WithServers
class EnrolmentTest {

    @Test
    void aMachineTakesOperationsOnceAPersonComparedItsKeys(
            @Autowired ApplicationContext application, @Autowired Servers servers) {
        TestServer machine = Park.ofTests().server("enrol1");
        UUID id = new Provider(application).enrol(machine, Map.of());
        Server server = As.administrator().get(() -> servers.find(id)).orElseThrow();
        assertThat(server.state()).isEqualTo(ServerState.ACTIVE);
        assertThat(machine.exec("getent", "passwd", "batuta").orFail()).contains("/usr/local/lib/batuta/gate");
    }
}
