package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.batuta.BatutaTest;
import org.batuta.servers.Park;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@BatutaTest
@WithServers
class RoundsTest {

    private static final int HANGING = 5;

    @Autowired
    private Trials trials;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void aServerIsAskedThoughOthersAcceptAndNeverAnswer(Park park) throws IOException {
        UUID server = trials.server(park.server("s1"));
        try (ServerSocket mute = new ServerSocket(0)) {
            List<UUID> hanging = IntStream.range(0, HANGING)
                    .mapToObj(n -> trials.twin(server, "mute" + n, "127.0.1." + n, mute.getLocalPort()))
                    .toList();
            try {
                Trials.await("questions to all that hang", () -> asked(hanging) == HANGING);
                trials.sql("update server_facts set asked = null, answered = null where server_id = ?", server);

                Trials.await("an answer", () -> answered(server));

                assertThat(told(hanging)).as("they still hold who asked them").isZero();
            } finally {
                hanging.forEach(each -> trials.sql("update server set state = 'RETIRED' where id = ?", each));
            }
        }
    }

    private long asked(List<UUID> servers) {
        return count("asked is not null", servers);
    }

    private long told(List<UUID> servers) {
        return count("(answered is not null or trouble is not null)", servers);
    }

    private boolean answered(UUID server) {
        return count("answered is not null", List.of(server)) == 1;
    }

    private long count(String what, List<UUID> servers) {
        return jdbc.sql("select count(*) from server_facts where server_id in (:servers) and " + what)
                .param("servers", servers)
                .query(Long.class)
                .single();
    }
}
