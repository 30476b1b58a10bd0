package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.Hostile;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What reaches a script is what was stored, byte for byte, and nothing in it is ever run. */
@BatutaTest
@WithServers
class HostileDeliveryTest {

    @Autowired
    private Trials trials;

    @Autowired
    private Evidences evidences;

    @Test
    void everyParameterArrivesByteForByte(Park park) {
        TestServer machine = park.server("s1");
        List<String> texts = Hostile.all().stream()
                .map(Hostile::text)
                .filter(HostileDeliveryTest::canBeSent)
                .toList();
        String directory = "/root/delivered-" + UUID.randomUUID();
        List<PlannedOperation> planned = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            planned.add(Trials.trial(Map.of(
                    "deed", "mkdir -p %s; printf %%s \"$text\" >%<s/%d".formatted(directory, i),
                    "text", texts.get(i))));
        }

        Step step = trials.submit(trials.server(machine), planned);
        Trials.await("the end of the step", () -> evidences.of(step.id()).step().state() == StepState.DONE);

        for (int i = 0; i < texts.size(); i++) {
            String arrived = machine.exec("base64", "-w0", directory + "/" + i).orFail();
            assertThat(Base64.getDecoder().decode(arrived))
                    .as(texts.get(i))
                    .isEqualTo(texts.get(i).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(machine.exec("test", "-e", "/tmp/hurt").exit()).isEqualTo(1);
    }

    @Test
    void whatCannotBeSentIsNotStored(Park park) {
        UUID server = trials.server(park.server("s1"));
        for (Hostile value : Hostile.all()) {
            if (!canBeSent(value.text())) {
                assertThatThrownBy(() -> trials.submit(
                                server, List.of(Trials.trial(Map.of("deed", "true", "text", value.text())))))
                        .as(value.name())
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    /** Without NUL, which no shell variable holds, and with whole characters only. */
    private static boolean canBeSent(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
