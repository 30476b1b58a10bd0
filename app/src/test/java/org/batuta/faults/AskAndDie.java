package org.batuta.faults;

import java.util.List;
import org.batuta.nodes.Errand;
import org.batuta.nodes.Failpoint;
import org.springframework.beans.factory.BeanFactory;

/** {@link AskOnce} in a node that dies at a step, which is the first word; it may or may not come to an answer. */
public class AskAndDie implements Errand {

    @Override
    public String run(BeanFactory node, List<String> words) {
        Failpoint.dieAt(Integer.parseInt(words.get(0)));
        return new AskOnce().run(node, words.subList(1, words.size()));
    }
}
