package org.batuta.faults;

import java.util.List;
import java.util.UUID;
import org.batuta.nodes.Errand;
import org.batuta.orchestration.Retries;
import org.batuta.provider.As;
import org.springframework.beans.factory.BeanFactory;

/** Lets an administrator at the desk try these steps again, which wait for a person. */
public class TryNow implements Errand {

    @Override
    public String run(BeanFactory node, List<String> steps) {
        Retries retries = node.getBean(Retries.class);
        As.administrator().run(() -> steps.forEach(step -> retries.now(UUID.fromString(step))));
        return "tried";
    }
}
