package org.batuta.faults;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.batuta.hosting.trials.TrialType;
import org.batuta.kernel.Refusal;
import org.batuta.nodes.Errand;
import org.batuta.nodes.Errands;
import org.springframework.beans.factory.BeanFactory;

/**
 * Lets a customer, given by login and account, ask for trials: key and spec alternate. Asks with the same key until it
 * is answered, as a program does that gets an error. Answers the requests.
 */
public class AskOnce implements Errand {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public String run(BeanFactory node, List<String> words) {
        List<String> requests = new ArrayList<>();
        for (int i = 2; i < words.size(); i += 2) {
            String key = words.get(i);
            String spec = words.get(i + 1);
            requests.add(await("an answer to " + key)
                    .atMost(PATIENCE)
                    .ignoreExceptionsMatching(error -> !(error instanceof Refusal))
                    .until(() -> Errands.customer(node, words).asksOnceFor(key, TrialType.KEY, spec), Objects::nonNull)
                    .toString());
        }
        return String.join(" ", requests);
    }
}
