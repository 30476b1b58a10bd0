package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.batuta.kernel.Ids;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The hash of a planned operation: the same for what does the same, another when anything of it differs. */
class PlanHashTest {

    private static final UUID SERVER = Ids.next();
    private static final UUID ENVELOPE = Ids.next();
    private static final Script SCRIPT = new Script("trials/apply.sh", "ab", "true");
    private static final Map<String, String> PARAMETERS = Map.of("serial", "17", "zone", "SOA 17 170");

    @Test
    void differsWhenServerTypeVerbScriptOrAParameterDiffers() {
        Set<String> hashes = new LinkedHashSet<>();
        hashes.add(hash(SERVER, "trials", Verb.APPLY, SCRIPT, PARAMETERS, null));
        hashes.add(hash(Ids.next(), "trials", Verb.APPLY, SCRIPT, PARAMETERS, null));
        hashes.add(hash(null, "trials", Verb.APPLY, SCRIPT, PARAMETERS, null));
        hashes.add(hash(SERVER, "trial", Verb.APPLY, SCRIPT, PARAMETERS, null));
        hashes.add(hash(SERVER, "trials", Verb.REMOVE, SCRIPT, PARAMETERS, null));
        hashes.add(hash(SERVER, "trials", Verb.APPLY, new Script("trials/apply.sh", "ac", ""), PARAMETERS, null));
        hashes.add(hash(SERVER, "trials", Verb.APPLY, null, PARAMETERS, null));
        hashes.add(hash(SERVER, "trials", Verb.APPLY, SCRIPT, PARAMETERS, ENVELOPE));
        hashes.add(hash(SERVER, "trials", Verb.APPLY, SCRIPT, Map.of(), null));
        hashes.add(hash(SERVER, "trials", Verb.APPLY, SCRIPT, Map.of("serial", "17"), null));
        hashes.add(hash(SERVER, "trials", Verb.APPLY, SCRIPT, Map.of("serial", "17", "zone", "SOA 17 171"), null));
        hashes.add(hash(SERVER, "trials", Verb.APPLY, SCRIPT, Map.of("serial", "17", "zones", "OA 17 170"), null));
        assertThat(hashes).hasSize(12).allMatch(hash -> hash.matches("[0-9a-f]{64}"));
    }

    @Test
    void isTheSameWhateverIsSealedAndWhateverIsMadeAnew() {
        String hash = hash(SERVER, "trials", Verb.APPLY, SCRIPT, PARAMETERS, ENVELOPE);
        assertThat(hash(SERVER, "trials", Verb.APPLY, SCRIPT, PARAMETERS, Ids.next()))
                .isEqualTo(hash);
        Map<String, String> later = Map.of("serial", "18", "zone", "SOA 18 170");
        assertThat(hash(SERVER, "trials", Verb.APPLY, SCRIPT, later, ENVELOPE)).isEqualTo(hash);
    }

    private static String hash(
            @Nullable UUID server,
            String type,
            Verb verb,
            @Nullable Script script,
            Map<String, String> parameters,
            @Nullable UUID envelope) {
        UUID account = Ids.next();
        PlannedOperation planned = new PlannedOperation(
                account,
                "Acme",
                Ids.next(),
                type,
                "trial.test",
                verb,
                parameters,
                Set.of("serial"),
                envelope,
                JsonNodeFactory.instance.objectNode(),
                "ada",
                null);
        return PlanHash.of(server, planned, script);
    }
}
